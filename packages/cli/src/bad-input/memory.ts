import { readFileSync } from 'node:fs';
import type { Running } from './row.ts';

/**
 * The most memory that a run and the processes that it starts take at once, in megabytes (millions of bytes), looked at
 * every 10 ms until it ends. Only Linux can tell; elsewhere 0.
 */
export async function watchMemory(run: Running): Promise<number> {
  let most = 0;
  const look = () => {
    const bytes = run.processes().map(({ pid }) => residentBytes(pid));
    most = Math.max(most, bytes.reduce((sum, each) => sum + each, 0) / 1e6);
  };
  const timer = setInterval(look, 10);
  await run.ended.finally(() => clearInterval(timer));
  return most;
}

function residentBytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) * 1024;
  } catch {
    return 0; // it has ended
  }
}
