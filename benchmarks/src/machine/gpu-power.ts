import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How often the power is asked for, milliseconds; the driver itself averages over 25 to 100. */
const INTERVAL_MS = 100;
/** nvidia-smi may take seconds where the driver has gone to sleep. */
const START_MS = 10_000;

const QUERY = ['--query-gpu=power.draw', '--format=csv,noheader,nounits'];

/** What NVIDIA's graphics processors draw. */
export interface GpuPower {
  /** Joules of all of them since {@link watchGpuPower}; undefined where nothing came. */
  stop(): number | undefined;
}

/** Why the power can't be read, for people; undefined where it can. */
export function whyNoGpuPower(program = 'nvidia-smi'): string | undefined {
  const { status, stdout, error } = spawnSync(program, QUERY, { encoding: 'utf8', timeout: START_MS });
  if (error) return (error as NodeJS.ErrnoException).code === 'ENOENT' ? `there is no ${program}` : error.message;
  if (status !== 0) return `${program} ended with ${status}`;
  return stdout.split('\n').some((line) => parseWatts(line) !== undefined)
    ? undefined
    : `${program} knows no power (${JSON.stringify(stdout.trim().slice(0, 80))})`;
}

/**
 * Watches what the graphics processors draw, ten times a second, with `nvidia-smi`. All of the machine's count, busy or
 * not.
 *
 * @param program - instead of `nvidia-smi`.
 */
export function watchGpuPower(program = 'nvidia-smi', now: () => number = () => performance.now()): GpuPower {
  const integral = createPowerIntegral();
  const child = spawn(program, [...QUERY, `--loop-ms=${INTERVAL_MS}`], { stdio: ['ignore', 'pipe', 'ignore'] });
  // Without the program there are no numbers, which `stop` tells.
  child.on('error', () => {});
  const lines = linesOf(child);
  let round: number[] = [];
  let roundAt: number | undefined;
  const flush = () => {
    if (roundAt !== undefined) integral.add(roundAt, round);
    round = [];
    roundAt = undefined;
  };
  lines?.on('line', (line) => {
    const watts = parseWatts(line);
    if (watts === undefined) return;
    const at = now();
    // The lines of one round come together, one for each processor.
    if (roundAt !== undefined && at - roundAt > INTERVAL_MS / 2) flush();
    roundAt ??= at;
    round.push(watts);
  });
  return {
    stop() {
      flush();
      child.kill('SIGKILL');
      lines?.close();
      return integral.joulesUntil(now());
    },
  };
}

/** Watts of one line of `nvidia-smi`; undefined for `[N/A]` and the like. */
export function parseWatts(line: string): number | undefined {
  const match = /^\s*(\d{1,5}(?:\.\d+)?)\s*$/.exec(line);
  return match ? Number(match[1]) : undefined;
}

/** The integral of power over time, by the trapezoidal rule. Times are milliseconds. */
export function createPowerIntegral() {
  let joules = 0;
  let last: { readonly at: number; readonly watts: number } | undefined;
  return {
    /** @param parts - watts of each processor at that time. */
    add(at: number, parts: readonly number[]): void {
      const watts = parts.reduce((sum, part) => sum + part, 0);
      if (last) joules += ((last.watts + watts) / 2) * ((at - last.at) / 1000);
      last = { at, watts };
    },
    /** What it comes to, the last power going on until then; undefined without any. */
    joulesUntil(at: number): number | undefined {
      return last && joules + last.watts * (Math.max(0, at - last.at) / 1000);
    },
  };
}

function linesOf(child: ChildProcess) {
  return child.stdout ? createInterface({ input: child.stdout }) : undefined;
}
