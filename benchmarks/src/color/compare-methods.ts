import type { MethodColors, PairedDifference } from '../results/color-results.ts';
import { pairedDifference } from '../statistics/paired-difference.ts';

/**
 * How each method differs in deltaE from the one whose mean is smallest, and from gray, on the pictures that both have.
 *
 * @param all - in any order; the truth, which differs from nothing, is left out, and `gray` may be absent.
 * @returns for each of them in turn: against the best, then against gray, once where that is gray itself.
 */
export function compareMethods(all: readonly MethodColors[]): readonly PairedDifference[] {
  const methods = all.filter(({ kind }) => kind !== 'truth');
  const best = methods.reduce<MethodColors | undefined>(
    (found, method) => (found && found.mean.deltaE <= method.mean.deltaE ? found : method),
    undefined,
  );
  const gray = methods.find(({ kind }) => kind === 'gray');
  return methods.flatMap((method) =>
    [...new Set([best, gray])].flatMap((against) =>
      against === undefined || against === method ? [] : differenceOf(method, against),
    ),
  );
}

function differenceOf(method: MethodColors, against: MethodColors): readonly PairedDifference[] {
  const others = new Map(against.pictures.map(({ picture, scores }) => [picture, scores.deltaE]));
  const pairs = method.pictures.flatMap(({ picture, scores }) => {
    const other = others.get(picture);
    return other === undefined ? [] : [[scores.deltaE, other] as const];
  });
  if (pairs.length === 0) return [];
  return [
    pairedDifference(
      { id: method.id, values: pairs.map(([value]) => value) },
      { id: against.id, values: pairs.map(([, value]) => value) },
    ),
  ];
}
