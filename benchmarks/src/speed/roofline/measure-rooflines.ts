import { HavcError } from '@havc/core';
import type { DeviceChoice, Precision } from '@havc/onnx';
import { samplesOf } from '../../results/samples.ts';
import type { Roofline } from '../../results/speed-results.ts';
import { median } from '../../statistics/median.ts';
import type { MeasuredNetwork } from '../models/networks.ts';
import { findTorch } from '../models/torch-peer.ts';
import { bestOf, type MachinePeak, measureMachine, type YardstickSizes } from './measure-machine.ts';
import { type NetworkWork, networkWork, roofOf } from './network-work.ts';
import { type NetworkTimes, timeNetwork } from './time-network.ts';

/** What {@link measureRooflines} takes. */
export interface RooflineOptions {
  readonly networks: readonly MeasuredNetwork[];
  readonly device: DeviceChoice;
  readonly precision: Precision;
  /** Runs of each network that count. */
  readonly runs: number;
  /** A folder for graphs, which are removed. */
  readonly folder: string;
  readonly threads?: number | undefined;
  /** Of what the machine is measured with, in tests. */
  readonly yardsticks?: YardstickSizes | undefined;
  readonly say: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Networks on a device, and that device. */
export interface MeasuredRooflines {
  readonly machine: MachinePeak;
  readonly networks: readonly MeasuredRoofline[];
}

/** A network, with what only people need to know. */
export interface MeasuredRoofline {
  readonly roofline: Roofline;
  /** How many times as fast as eager PyTorch it should be. */
  readonly atLeast: number;
  /** `900 MB at its peak, built in 5.2 s`. */
  readonly note: string;
}

/**
 * Times networks with made weights (speed doesn't depend on their values), and compares with what the same device was
 * measured to do at best, and with eager PyTorch on the same graph where it is installed.
 *
 * @throws HavcError as `createSession` does: `DEVICE_UNAVAILABLE`, `ABORTED`.
 */
export async function measureRooflines(options: RooflineOptions): Promise<MeasuredRooflines> {
  const { networks, device, precision, runs, folder, threads, yardsticks, say, signal } = options;
  const torch = findTorch();
  if (!torch) say('PyTorch is not installed: no peer');
  const timing = { device, precision, runs, folder, threads, torch, signal };
  // Again after each network: on a machine that others share, the best of one moment isn't that of the next.
  const peaks = [await measureMachine(timing, yardsticks)];
  const timed: TimedNetwork[] = [];
  for (const { network, size, atLeast } of networks) {
    const work = networkWork(network, precision);
    const times = await timeNetwork(network, timing);
    peaks.push(await measureMachine(timing, yardsticks), {
      ...{ device: times.device, from: `${network.name} itself`, bandwidthGigabytesPerSecond: 0 },
      gigaflopPerSecond: work.gigaflop / Math.min(...times.seconds),
    });
    say(`${network.name} ${size}: ${median(times.seconds).toFixed(2)} s`);
    timed.push({ name: network.name, size, atLeast, work, times });
  }
  const machine = bestOf(peaks);
  const { gigaflopPerSecond, from, bandwidthGigabytesPerSecond } = machine;
  say(
    `${machine.device}: ${gigaflopPerSecond.toFixed(0)} GFLOP/s (${from}), ${bandwidthGigabytesPerSecond.toFixed(1)} GB/s`,
  );
  const peerName = `eager PyTorch ${torch?.versions}, norms folded`;
  return { machine, networks: timed.map((network) => rooflineOf(network, machine, precision, peerName)) };
}

interface TimedNetwork {
  readonly name: string;
  readonly size: number;
  readonly atLeast: number;
  readonly work: NetworkWork;
  readonly times: NetworkTimes;
}

function rooflineOf(
  { name, size, atLeast, work, times }: TimedNetwork,
  machine: MachinePeak,
  precision: Precision,
  peerName: string,
): MeasuredRoofline {
  const { gigaflopPerSecond: peak, from, bandwidthGigabytesPerSecond } = machine;
  const seconds = samplesOf(times.seconds);
  const reached = work.gigaflop / seconds.median;
  const ratios = times.peerSeconds.map((peer, at) => peer / times.seconds[at]!);
  return {
    roofline: {
      ...{ model: name, inputSize: size, device: times.device, precision, ...work, seconds },
      ...{ gigaflopPerSecond: reached, peakGigaflopPerSecond: peak, fraction: reached / peak, peakFrom: from },
      ...{ bandwidthGigabytesPerSecond, roofGigaflopPerSecond: roofOf(work, machine) },
      ...(ratios.length > 0 && { peer: { name: peerName, ratio: samplesOf(ratios) } }),
    },
    ...{ atLeast, note: describe(times) },
  };
}

function describe({ residentBytes, buildSeconds }: NetworkTimes): string {
  const memory = residentBytes === undefined ? '' : `${Math.round(residentBytes / 1e6)} MB at its peak, `;
  return `${memory}built in ${buildSeconds.toFixed(1)} s`;
}

/**
 * The same on several devices and with several precisions. What a device can't do is told, and the others go on.
 *
 * @throws HavcError `ABORTED`.
 */
export async function measureAllRooflines(
  options: Omit<RooflineOptions, 'device' | 'precision'> & {
    readonly devices: readonly DeviceChoice[];
    readonly precisions: readonly Precision[];
  },
): Promise<{
  readonly measured: readonly MeasuredRooflines[];
  readonly notMeasured: readonly { readonly what: string; readonly why: string }[];
}> {
  const { devices, precisions, ...rest } = options;
  const measured: MeasuredRooflines[] = [];
  const notMeasured: { readonly what: string; readonly why: string }[] = [];
  for (const device of devices) {
    for (const precision of precisions) {
      try {
        measured.push(await measureRooflines({ ...rest, device, precision }));
      } catch (error) {
        if (!HavcError.is(error) || error.code === 'ABORTED') throw error;
        rest.say(`not measured: ${error.message}`);
        notMeasured.push({ what: `networks on ${device}, ${precision}`, why: error.message });
      }
    }
  }
  return { measured, notMeasured };
}
