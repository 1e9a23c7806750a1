import { formatTimeCode } from '../scenes/time-code.ts';

/** Time and number of a frame as they stand above its column: `00:01:02.345 · 1750`. */
export function frameTitle(seconds: number, index: number): string {
  return `${formatTimeCode(seconds)} · ${index}`;
}

/** How long a frame took: `0.42 s a frame`, `24 ms a frame`. */
export function speedFact(secondsEach: number, unit: 'frame' | 'picture'): string {
  return `${formatBrief(secondsEach)} a ${unit}`;
}

/**
 * How long all of it would take: `about 3 h 10 min for 2:05:00`.
 *
 * @param seconds - of work.
 * @param whole - what it is for: a film's length, a number of pictures.
 */
export function estimateFact(seconds: number, whole: string): string {
  return `about ${formatLong(seconds)} for ${whole}`;
}

/** A short time with two digits that count: `24 ms`, `0.42 s`, `3.1 s`, `12 s`. */
function formatBrief(seconds: number): string {
  if (seconds < 0.0995) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 0.995) return `${seconds.toFixed(2)} s`;
  return `${seconds.toFixed(seconds < 9.95 ? 1 : 0)} s`;
}

/** A long time in the units that people plan in: `40 s`, `12 min`, `3 h 10 min`, `2 days 4 h`. */
function formatLong(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return joined([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min']);
  const hours = Math.round(minutes / 60);
  const days = Math.floor(hours / 24);
  return joined([days, days === 1 ? 'day' : 'days'], [hours % 24, 'h']);
}

function joined([large, largeUnit]: readonly [number, string], [small, smallUnit]: readonly [number, string]): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
