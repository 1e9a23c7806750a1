import { HavcError } from '@havc/core';

/** The error for a test set whose files don't fit each other or aren't what they should be. */
export function testSetError(text: string, cause?: unknown): HavcError {
  const advice = 'correct it, or get the test set again';
  return new HavcError('INPUT_UNREADABLE', `${text}: ${advice}.`, cause === undefined ? {} : { cause });
}
