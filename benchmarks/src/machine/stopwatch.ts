import { readFileSync } from 'node:fs';

/** What a piece of work took. */
export interface Elapsed {
  readonly seconds: number;
  /** Time on processors of this process and of the children that ended meanwhile; undefined where it can't be told. */
  readonly cpuSeconds: number | undefined;
}

/** Clock ticks a second in /proc, on every Linux that Node runs on. */
const TICKS = 100;

/** Measures how long `work` takes, by the clock and on the processors. */
export async function measure(work: () => Promise<unknown>): Promise<Elapsed> {
  const cpuBefore = cpuSeconds();
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const cpuAfter = cpuSeconds();
  const isKnown = cpuBefore !== undefined && cpuAfter !== undefined;
  return { seconds, cpuSeconds: isKnown ? cpuAfter - cpuBefore : undefined };
}

/** Processor time of this process and of all children that have ended, and of theirs. */
function cpuSeconds(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ');
  // utime, stime, cutime, cstime: fields 14 to 17 of the whole line.
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
}
