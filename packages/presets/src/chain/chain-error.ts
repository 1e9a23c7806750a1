import { HavcError } from '@havc/core';

/** So much of a chain is quoted in a message. */
const SHOWN = 30;

/** The error for a chain that can't be read: counts the character from 1, quotes what stands there, and says what belongs there. */
export function chainError(chain: string, at: number, problem: string): HavcError {
  const rest = chain.slice(at, at + SHOWN).replace(/\p{C}+/gu, ' ');
  const shown = at + SHOWN < chain.length ? `${rest}…` : rest;
  const where = shown === '' ? 'its end' : `character ${at + 1} (${JSON.stringify(shown)})`;
  return new HavcError('OPTION_INVALID', `The chain can't be read at ${where}: ${problem}`, {
    details: { position: at },
  });
}
