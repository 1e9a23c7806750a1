import { HavcError } from '@havc/core';

/** Where something stands in the text that was read; both count from 1, columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The error of all that reads calls: `RECIPE_INVALID`, with line and column in the message and in its details. */
export function callError(place: Place, message: string, details: Readonly<Record<string, unknown>> = {}): HavcError {
  return new HavcError('RECIPE_INVALID', `Line ${place.line}, column ${place.column}: ${message}`, {
    details: { ...details, line: place.line, column: place.column },
  });
}

/** A piece of the user's text, short enough and without line breaks or control characters, for a message. */
export function quoted(text: string, limit = 40): string {
  const plain = text.slice(0, limit).replace(/\p{C}+/gu, ' ');
  return text.length > limit ? `"${plain}..."` : `"${plain}"`;
}
