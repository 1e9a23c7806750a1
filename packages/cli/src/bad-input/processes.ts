import { readdirSync, readFileSync } from 'node:fs';

/** A process that runs. */
export interface RunningProcess {
  readonly pid: number;
  /** Its program and arguments, with spaces between. */
  readonly command: string;
}

/**
 * The processes in whose environment a variable has a value, which a test sets to know what it has started. Only on
 * Linux can that be seen; elsewhere there are none.
 */
export function processesWith(variable: string, value: string): RunningProcess[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const environment = readFileSync(`/proc/${name}/environ`, 'latin1').split('\0');
        if (!environment.includes(`${variable}=${value}`)) return [];
        return [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ') }];
      } catch {
        return []; // it has ended, or belongs to somebody else
      }
    });
}
