import { readdirSync, readFileSync } from 'node:fs';

/** How often memory is looked at: twice as often as the shortest frame takes. */
const INTERVAL_MS = 50;

/** Memory of a process and all it started, at its highest. */
export interface MemoryWatch {
  /** Stops watching and gives the highest sum, in bytes, of what was in memory at one moment. */
  stop(): MemoryPeak;
}

export interface MemoryPeak {
  readonly bytes: number;
  /** What each process held at that moment, by program name, the largest first. */
  readonly parts: readonly { readonly program: string; readonly bytes: number }[];
}

/**
 * Watches the resident memory of a process and of everything below it, twenty times a second. Pages that processes
 * share count for each of them, so that the sum is rather too high than too low. Linux only.
 */
export function watchMemory(pid: number): MemoryWatch {
  let peak: MemoryPeak = { bytes: 0, parts: [] };
  const look = () => {
    const parts = treeOf(pid).sort((a, b) => b.bytes - a.bytes);
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    if (bytes > peak.bytes) peak = { bytes, parts };
  };
  const timer = setInterval(look, INTERVAL_MS);
  look();
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}

/** The most bytes that a process has ever had in memory at once; undefined where the system doesn't tell. */
export function residentPeak(pid: number): number | undefined {
  try {
    const kibibytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined; // it has ended, or this isn't Linux
  }
}

/**
 * The time that a process and all it started have had on processors so far, seconds, those that have ended included;
 * the difference of two moments is what was done in between, to hundredths. Undefined where the system doesn't tell.
 */
export function processorTime(root: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const times = new Map<number, { parent: number; seconds: number }>();
  for (const pid of processIds()) {
    const time = readTimes(pid);
    if (time) times.set(pid, time);
  }
  if (!times.has(root)) return undefined;
  return belowOf(times, root).reduce((sum, { seconds }) => sum + seconds, 0);
}

function treeOf(root: number): MemoryPeak['parts'][number][] {
  const processes = new Map<number, { parent: number; program: string; bytes: number }>();
  for (const pid of processIds()) {
    const status = readStatus(pid);
    if (status) processes.set(pid, status);
  }
  return belowOf(processes, root).map(({ program, bytes }) => ({ program, bytes }));
}

function processIds(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

/** A process and all that descend from it. */
function belowOf<Entry extends { readonly parent: number }>(all: ReadonlyMap<number, Entry>, root: number): Entry[] {
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined; at = all.get(at)?.parent) if (at === root) return true;
    return false;
  };
  return [...all].filter(([pid]) => belongs(pid)).map(([, entry]) => entry);
}

/** Clock ticks a second in /proc, on every Linux that Node runs on. */
const TICKS = 100;

function readTimes(pid: number): { parent: number; seconds: number } | undefined {
  try {
    // Behind the program's name, which may hold anything. Fields 4 (ppid) and 14 to 17 (utime, stime, and those of
    // children that have ended) of the whole line.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(') ') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, value) => sum + Number(value), 0);
    return { parent: Number(fields[1]), seconds: ticks / TICKS };
  } catch {
    return undefined; // it has ended since the folder was listed
  }
}

function readStatus(pid: number): { parent: number; program: string; bytes: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string) => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(status)?.[1];
    // Kernel threads and processes that have just ended have no memory.
    const kibibytes = Number(field('VmRSS') ?? 0);
    return { parent: Number(field('PPid')), program: field('Name') ?? '?', bytes: kibibytes * 1024 };
  } catch {
    return undefined; // it has ended since the folder was listed
  }
}
