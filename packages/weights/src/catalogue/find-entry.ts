import { HavcError } from '@havc/core';
import leven from 'leven';
import { OFFICIAL_WEIGHTS } from './official-weights.ts';
import type { WeightEntry } from './weight-entry.ts';

/** A name with more wrong letters than this share of its own is no slip any more. */
const MAX_WRONG_SHARE = 0.4;

/**
 * The entry of that id.
 *
 * @param catalogue - default: the official weights.
 * @throws HavcError `OPTION_INVALID` that names the nearest id, or all there are.
 */
export function findWeights(id: string, catalogue: readonly WeightEntry[] = OFFICIAL_WEIGHTS): WeightEntry {
  const entry = catalogue.find((candidate) => candidate.id === id);
  if (entry !== undefined) return entry;
  const near = nearestId(id, catalogue);
  const advice =
    near === undefined
      ? `There are: ${catalogue.map((candidate) => candidate.id).join(', ')}.`
      : `Did you mean ${near}?`;
  throw new HavcError('OPTION_INVALID', `There are no weights "${id}". ${advice} \`havc models list\` shows all.`, {
    details: { id, near },
  });
}

/** The id that was probably meant: by a slip of the keyboard, or by the name of the file. */
function nearestId(text: string, catalogue: readonly WeightEntry[]): string | undefined {
  const wanted = text.toLowerCase();
  const sameFile = catalogue.find((entry) => entry.file.toLowerCase() === wanted);
  if (sameFile !== undefined) return sameFile.id;
  const [best] = catalogue
    .map(({ id }) => ({ id, wrong: leven(wanted, id, { maxDistance: id.length }) }))
    .sort((a, b) => a.wrong - b.wrong);
  return best !== undefined && best.wrong <= best.id.length * MAX_WRONG_SHARE ? best.id : undefined;
}
