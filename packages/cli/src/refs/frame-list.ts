import { HavcError } from '@havc/core';

/**
 * The numbers of frames in a list such as `12,50,100`: rising, each once.
 *
 * @param option - the option's name for the message: `--frames`.
 * @throws HavcError `OPTION_INVALID` for an empty list, and what isn't a whole number.
 */
export function parseFrameList(text: string, option: string): readonly number[] {
  const parts = text.split(',').map((part) => part.trim());
  const wrong = parts.find((part) => !/^\d+$/.test(part) || !Number.isSafeInteger(Number(part)));
  if (wrong !== undefined) {
    throw new HavcError(
      'OPTION_INVALID',
      `${option} must be numbers of frames with commas between, such as 12,50,100, got "${shortened(text)}"` +
        `${parts.length > 1 ? ` with "${shortened(wrong)}" in it` : ''}.`,
      { details: { option } },
    );
  }
  return [...new Set(parts.map(Number))].sort((a, b) => a - b);
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
