import { mergeConclusions } from '../../color/merges/conclusions.ts';
import type { MergeScore } from '../../results/color-results.ts';

/**
 * What a table of merges says about which to prefer. It says nothing where the merges don't refer to each other as those of
 * a run do: a file that somebody has cut or written may hold any.
 */
export function mergeSentences(merges: readonly MergeScore[]): readonly string[] {
  const halves = new Set(
    merges
      .filter(({ method, againstSimple, mean }) => method === 'simple' && !againstSimple && mean.chroma > 0)
      .map(({ id }) => id),
  );
  const isWhole = merges.every(({ id, method, againstSimple }) => {
    if (halves.has(id)) return true;
    return againstSimple !== undefined && (method === 'mean' || halves.has(againstSimple.against));
  });
  return isWhole ? mergeConclusions(merges) : [];
}
