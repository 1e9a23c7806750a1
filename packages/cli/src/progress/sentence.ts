import { formatBytes, formatDuration, formatSpeed, onOneLine } from './format.ts';
import type { FrameDone, ImageDone, RunEnd, RunEvent } from './run-event.ts';

/** The line that tells a person of an event; undefined for those that only move a bar, and for `run-start`. */
export function sentenceOf(event: RunEvent): string | undefined {
  switch (event.event) {
    case 'decision-made':
      return onOneLine(event.message);
    case 'image-failed':
      return onOneLine(`FAILED: ${event.message.includes(event.input) ? '' : `${event.input}: `}${event.message}`);
    case 'run-end':
      return onOneLine(endSentence(event));
    case 'run-failed':
      return `havc: ${event.message}`;
    default:
      return undefined;
  }
}

/** The line that tells how far a run is: `frame 120 of 1234 (10%), 24.9 fps, 0:45 left, compact on cpu, libx264`. */
export function progressSentence(event: FrameDone | ImageDone): string {
  const done = event.event === 'frame-done' ? event.frames : event.images;
  const total = event.total;
  const exact = event.event === 'image-done' || event.totalExact;
  const parts = [
    total === null
      ? `frame ${done}`
      : `${event.event === 'frame-done' ? 'frame' : 'image'} ${done} of ${exact ? '' : 'about '}${total}` +
        ` (${percentage(done, total)}%)`,
  ];
  if (event.fps !== null) parts.push(`${formatSpeed(event.fps)} ${event.event === 'frame-done' ? 'fps' : 'images/s'}`);
  if (event.secondsLeft !== null) parts.push(`${formatDuration(event.secondsLeft)} left`);
  parts.push(event.where);
  return onOneLine(parts.join(', '));
}

/** Whole percent, 0..100, rounded down: 100 is said only of what is done. A reckoned total can be too low. */
export function percentage(done: number, total: number): number {
  return total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0;
}

function endSentence(event: RunEnd): string {
  const one = event.unit.slice(0, -1);
  const count = `${event.frames} ${event.frames === 1 ? one : event.unit}`;
  // Shots are printed, which is seen.
  if (event.unit === 'shots') return `Found ${count}, in ${formatDuration(event.seconds)}.`;
  const parts = [count];
  if (event.skipped > 0) parts.push(`${event.skipped} skipped because their outputs exist`);
  if (event.failed > 0) parts.push(`${event.failed} FAILED`);
  if (event.bytes !== null) parts.push(formatBytes(event.bytes));
  const speed = event.seconds > 0 && event.frames > 1 ? ` (${formatSpeed(event.frames / event.seconds)} a second)` : '';
  const target = event.output === '-' ? 'standard output' : event.output;
  return `Wrote ${target}: ${parts.join(', ')}, in ${formatDuration(event.seconds)}${speed}.`;
}
