import { watchGpuPower, whyNoGpuPower } from './gpu-power.ts';
import { findRapl, joulesBetween, readCounter } from './rapl.ts';

/** Counters begin anew after some minutes under load; looked at this often, they do so once at most in between. */
const LOOK_MS = 10_000;

/** Reads the energy that the machine uses, where it tells. */
export interface EnergyMeter {
  /** What is read: `package-0 (RAPL)`, `NVIDIA GPUs (nvidia-smi)`. */
  readonly sources: readonly string[];
  /** Why something else can't be, a sentence each. */
  readonly notes: readonly string[];
  /** Begins to count. What else the machine does counts as well: no counter tells processes apart. */
  start(): EnergyCount;
}

export interface EnergyCount {
  /** Joules of all sources since the start; undefined where there is none. */
  stop(): number | undefined;
}

/** What {@link openEnergyMeter} takes. */
export interface EnergyMeterOptions {
  /** Whether graphics processors take part in the work. */
  readonly gpu: boolean;
  /** Instead of Linux's own folder of counters, and of `nvidia-smi`. */
  readonly powercap?: string;
  readonly nvidiaSmi?: string;
}

/** Finds out what can be read here: RAPL counters of processors on Linux, and `nvidia-smi` for NVIDIA's GPUs. */
export function openEnergyMeter({ gpu, powercap, nvidiaSmi }: EnergyMeterOptions): EnergyMeter {
  const rapl = findRapl(powercap);
  const whyNoGpu = gpu ? whyNoGpuPower(nvidiaSmi) : undefined;
  const readsGpu = gpu && whyNoGpu === undefined;
  return {
    sources: [...rapl.packages.map(({ name }) => `${name} (RAPL)`), ...(readsGpu ? ['NVIDIA GPUs (nvidia-smi)'] : [])],
    notes: [
      ...(rapl.why === undefined ? [] : [`The processor's energy can't be read: ${rapl.why}.`]),
      ...(whyNoGpu === undefined ? [] : [`The energy of graphics processors can't be read: ${whyNoGpu}.`]),
    ],
    start() {
      const counts = [
        ...rapl.packages.map(({ counter, range }) => countPackage(counter, range)),
        ...(readsGpu ? [watchGpuPower(nvidiaSmi)] : []),
      ];
      return {
        stop() {
          const joules = counts.map((count) => count.stop());
          // A part of it would look like less than it was.
          if (joules.length === 0 || joules.includes(undefined)) return undefined;
          return joules.reduce((sum: number, part) => sum + part!, 0);
        },
      };
    },
  };
}

function countPackage(counter: string, range: number): EnergyCount {
  let joules: number | undefined = 0;
  let last: number | undefined;
  const look = () => {
    try {
      const now = readCounter(counter);
      if (last !== undefined && joules !== undefined) joules += joulesBetween(last, now, range);
      last = now;
    } catch {
      joules = undefined; // taken away in mid-run: what was counted is not the whole
    }
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      look();
      return joules;
    },
  };
}
