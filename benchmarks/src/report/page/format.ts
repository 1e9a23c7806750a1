import type { PairedDifference } from '../../results/color-results.ts';
import { confidenceReach } from '../../statistics/paired-difference.ts';
/** What stands where there is no number. */
export const NO_NUMBER = '–';

/** Something that may be a number: results read from a file may hold anything. */
export type MaybeNumber = number | null | undefined;

/** With so many digits after the point; a real minus sign; a dash for what is no finite number. */
export function formatFixed(value: MaybeNumber, digits: number): string {
  if (!isNumber(value)) return NO_NUMBER;
  const text = grouped(Math.abs(value).toFixed(digits));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** As {@link formatFixed}, with a plus sign for what is above nothing. */
export function formatSigned(value: MaybeNumber, digits: number): string {
  const text = formatFixed(value, digits);
  return isNumber(value) && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** With the digits that count, three if not said otherwise: 12,300, 123, 1.23, 0.0123. */
export function formatSignificant(value: MaybeNumber, digits = 3): string {
  if (!isNumber(value)) return NO_NUMBER;
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-6 || size >= 1e15) return value.toExponential(digits - 1).replace('-', '−');
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return formatFixed(value, Math.min(decimals, 12));
}

/** A share from 0 to 1 in percent. */
export function formatPercent(share: MaybeNumber, digits = 0): string {
  return isNumber(share) ? `${formatFixed(100 * share, digits)} %` : NO_NUMBER;
}

/** A difference with half the width of its 95 % interval. */
export function formatDifference(difference: Pick<PairedDifference, 'mean' | 'standardError' | 'pictures'>): string {
  const { mean } = difference;
  if (!isNumber(mean)) return NO_NUMBER;
  const reach = confidenceReach(difference);
  return isNumber(reach) ? `${formatSigned(mean, 2)} ± ${formatFixed(reach, 2)}` : formatSigned(mean, 2);
}

/** A duration in words that are short: 45 s, 3 min 20 s, 2 h 5 min. */
export function formatDuration(seconds: MaybeNumber): string {
  if (!isNumber(seconds)) return NO_NUMBER;
  if (seconds < 60) return `${formatSignificant(seconds, 2)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Bytes in units of 1000. */
export function formatBytes(bytes: MaybeNumber): string {
  if (!isNumber(bytes)) return NO_NUMBER;
  for (const [unit, size] of [
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
  ] as const) {
    if (bytes >= size) return `${formatSignificant(bytes / size)} ${unit}`;
  }
  return `${formatFixed(bytes, 0)} B`;
}

/** A count with its noun, in the singular for one. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatFixed(count, 0)} ${count === 1 ? singular : plural}`;
}

/** Text cut to so many characters, with an ellipsis for what is missing; whole characters, never half of a pair. */
export function shorten(text: string, characters: number): string {
  const all = [...text];
  return all.length <= characters ? text : `${all.slice(0, Math.max(1, characters - 1)).join('')}…`;
}

/** With commas between thousands. Locales know more about it, at forty times the cost for thousands of cells. */
function grouped(digits: string): string {
  const [whole, fraction] = digits.split('.') as [string, string | undefined];
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? commas : `${commas}.${fraction}`;
}

/** Whether there is a number that can be shown, drawn and compared. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
