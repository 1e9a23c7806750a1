import type { Recipe } from '@havc/presets';
import { type Samples, samplesOf } from '../../results/samples.ts';
import type { Throughput } from '../../results/speed-results.ts';
import type { MeasuredThroughput } from './measure-throughput.ts';

/** What a row is about. */
export interface ThroughputSubject
  extends Pick<Throughput, 'id' | 'label' | 'kind' | 'width' | 'height' | 'precision'> {
  readonly recipe: Recipe;
  /** What must be said beside its numbers. */
  readonly notes: readonly string[];
}

/** The peer of all rows: the work that would be there without any colours. */
const PEER = 'ffmpeg transcode with the same encoder settings';

/** A row of results: medians with their spread, of what was measured. */
export function throughputRow(
  { recipe, notes, ...subject }: ThroughputSubject,
  measured: MeasuredThroughput,
): Throughput {
  const { frames, runs, devices, firstFrameSeconds, peakMemory, stages } = measured;
  const cpu = known(runs.map(({ cpuSeconds }) => cpuSeconds));
  const joules = known(runs.map((run) => run.joules));
  return {
    ...subject,
    workingSize: recipe.size === 'full' ? 0 : recipe.size,
    // What needs no model runs on the processor.
    device: devices.length === 0 ? 'cpu' : devices.join('+'),
    frames,
    framesPerSecond: samplesOf(runs.map(({ seconds }) => frames / seconds)),
    wallSeconds: samplesOf(runs.map(({ seconds }) => seconds)),
    ...(cpu && { cpuSeconds: cpu }),
    firstFrameSeconds,
    ...(peakMemory !== undefined && { peakMemory }),
    ...(joules && { joules }),
    stages,
    peer: { name: PEER, ratio: samplesOf(runs.map(({ seconds, peerSeconds }) => peerSeconds / seconds)) },
    notes: [...notes, ...measured.notices],
  };
}

/** Samples, where all of them are known. */
function known(values: readonly (number | undefined)[]): Samples | undefined {
  const numbers = values.filter((value) => value !== undefined);
  return numbers.length > 0 && numbers.length === values.length ? samplesOf(numbers) : undefined;
}
