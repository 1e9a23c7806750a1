import type { PairedDifference } from '../../results/color-results.ts';
import { holm } from '../../statistics/holm.ts';
import { chanceOf } from '../../statistics/paired-difference.ts';

/** What several differences, looked at together, allow to be said. */
export interface Judgement {
  /** Of methods that are nearer to the truth than what they're compared with. */
  readonly nearer: readonly PairedDifference[];
  readonly farther: readonly PairedDifference[];
  /** Those of which no order can be told. */
  readonly unclear: readonly PairedDifference[];
}

/** Sorts differences by what they show; the more are looked at, the more each must show (see `holm`). */
export function judgeDifferences(differences: readonly PairedDifference[]): Judgement {
  const counts = holm(differences.map(chanceOf));
  return {
    nearer: differences.filter(({ mean }, index) => counts[index] && mean < 0),
    farther: differences.filter(({ mean }, index) => counts[index] && mean > 0),
    unclear: differences.filter((_, index) => !counts[index]),
  };
}

/** `nearer on 3 of 6 (by 0.10 to 0.25), farther on 1 (by 0.31), no order can be told on 2`. */
export function judgementText({ nearer, farther, unclear }: Judgement): string {
  const all = nearer.length + farther.length + unclear.length;
  if (unclear.length === all) return all === 1 ? 'no order can be told' : `no order can be told on any of ${all}`;
  const parts = [
    { what: 'nearer', count: nearer.length, by: ` (by ${rangeText(nearer)})` },
    { what: 'farther', count: farther.length, by: ` (by ${rangeText(farther)})` },
    { what: 'no order can be told', count: unclear.length, by: '' },
  ].filter(({ count }) => count > 0);
  return parts
    .map(({ what, count, by }, index) => {
      if (count === all) return `${what} on ${all === 1 ? 'the one there is' : `all ${all}`}${by}`;
      return `${what} on ${count}${index === 0 ? ` of ${all}` : ''}${by}`;
    })
    .join(', ');
}

function rangeText(differences: readonly PairedDifference[]): string {
  const sizes = differences.map(({ mean }) => Math.abs(mean));
  const [low, high] = [Math.min(...sizes).toFixed(2), Math.max(...sizes).toFixed(2)];
  return low === high ? low : `${low} to ${high}`;
}
