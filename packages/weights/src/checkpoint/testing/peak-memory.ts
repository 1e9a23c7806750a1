import { readFileSync } from 'node:fs';

/**
 * Bytes of physical memory that this process takes now and took at most.
 *
 * Not part of the package.
 */
export function processMemory(): { readonly now: number; readonly peak: number } {
  const now = process.memoryUsage().rss;
  // On Linux maxRSS counts what the parent had when it started this process, VmHWM doesn't.
  if (process.platform !== 'linux') return { now, peak: process.resourceUsage().maxRSS * 1024 };
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))!;
  return { now, peak: Number(kilobytes) * 1024 };
}
