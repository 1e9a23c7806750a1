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

function treeOf(root: number): MemoryPeak['parts'][number][] {
  const processes = new Map<number, { parent: number; program: string; bytes: number }>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    const status = Number.isInteger(pid) ? readStatus(pid) : undefined;
    if (status) processes.set(pid, status);
  }
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined; at = processes.get(at)?.parent)
      if (at === root) return true;
    return false;
  };
  return [...processes].filter(([pid]) => belongs(pid)).map(([, { program, bytes }]) => ({ program, bytes }));
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
