import { HavcError } from '@havc/core';

/**
 * Checks at a filter's door that a number lies in its range, both ends included.
 *
 * @param path - the option's name as the caller wrote it: "options.saturation".
 * @returns `value`.
 * @throws HavcError `OPTION_INVALID` that names the option, its range and what it is instead.
 */
export function ensureNumber(value: number, path: string, from: number, to: number): number {
  if (value >= from && value <= to) return value;
  throw new HavcError('OPTION_INVALID', `${path} must be a number from ${from} to ${to}, got ${String(value)}.`);
}

/** Like {@link ensureNumber}, for whole numbers. */
export function ensureWhole(value: number, path: string, from: number, to: number): number {
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  throw new HavcError('OPTION_INVALID', `${path} must be a whole number from ${from} to ${to}, got ${String(value)}.`);
}

/**
 * Checks that a word is one of those that an option knows.
 *
 * @throws HavcError `OPTION_INVALID` that names the option and lists the words.
 */
export function ensureOneOf<T extends string>(value: T, path: string, words: readonly T[]): T {
  if (words.includes(value)) return value;
  throw new HavcError('OPTION_INVALID', `${path} must be one of ${words.join(', ')}, got ${JSON.stringify(value)}.`);
}

/**
 * Checks that an option is true or false.
 *
 * @throws HavcError `OPTION_INVALID` that names the option and what it is instead.
 */
export function ensureFlag(value: boolean, path: string): void {
  if (typeof value === 'boolean') return;
  throw new HavcError('OPTION_INVALID', `${path} must be true or false, got ${String(value)}.`);
}
