import { HavcError } from '@havc/core';

/**
 * Checks at a filter's door that an option is true or false.
 *
 * @throws HavcError `OPTION_INVALID` that names the option and what it is instead.
 */
export function ensureFlag(value: boolean, path: string): void {
  if (typeof value === 'boolean') return;
  throw new HavcError('OPTION_INVALID', `${path} must be true or false, got ${String(value)}.`);
}
