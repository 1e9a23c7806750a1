import type { BenchResults } from '../../results/bench-results.ts';
import type { ColorResults } from '../../results/color-results.ts';
import { isMet } from '../../speed/benchmark.ts';
import { byDeltaE, differenceOf, isReference, nearestToTruth } from '../method-order.ts';
import { formatCount, formatFixed, formatSignificant, isNumber } from '../page/format.ts';
import { present } from './section.ts';

/** One of the few things that a reader should take along. */
export interface Finding {
  readonly topic: string;
  readonly value: string;
  readonly meaning: string;
}

/** What the run says, in a few numbers, each with what it must not be read without. */
export function findings({ color, stability, speed }: BenchResults): readonly Finding[] {
  const fastest = [...(speed?.throughput ?? [])]
    .filter(({ kind }) => kind !== 'pipeline')
    .sort((a, b) => b.framesPerSecond.median - a.framesPerSecond.median)[0];
  const judged = (speed?.rows ?? []).map(isMet).filter((met) => met !== undefined);
  return present<Finding>([
    color && nearest(color),
    color?.reproduction && {
      topic: 'Published numbers',
      value: `±${formatFixed(color.reproduction.meanAbsoluteDifference, 3)}`,
      meaning: `mean difference over ${formatCount(color.reproduction.cells, 'cell')}: the metric ${
        color.reproduction.isMet ? 'gives what was published' : 'does not give what was published'
      }`,
    },
    steadiest(stability?.films[0]),
    fastest && {
      topic: 'Fastest',
      value: `${formatSignificant(fastest.framesPerSecond.median)} frames/s`,
      meaning: `${fastest.label}, ${fastest.width} × ${fastest.height}, ${fastest.device}`,
    },
    judged.length > 0 && {
      topic: 'Targets met',
      value: `${judged.filter(Boolean).length} of ${judged.length}`,
      meaning: 'numbers that have a target',
    },
  ]);
}

function nearest({ methods, differences }: ColorResults): Finding | undefined {
  const best = nearestToTruth(methods);
  if (!best) return undefined;
  const equals = byDeltaE(methods).filter(
    (method) => method !== best && differenceOf(differences, method.id, best.id)?.isWithinNoise && !isReference(method),
  );
  const company = equals.length > 0 ? `; ${formatCount(equals.length, 'other')} can’t be told from it` : '';
  return {
    topic: 'Nearest to the truth',
    value: formatFixed(best.mean.deltaE, 2),
    meaning: `mean CIEDE2000 of ${best.label}${company}`,
  };
}

function steadiest(film: NonNullable<BenchResults['stability']>['films'][number] | undefined): Finding | undefined {
  const [best] = (film?.methods ?? [])
    .filter((method) => !isReference(method) && isNumber(method.flicker.mean))
    .sort((a, b) => a.flicker.mean! - b.flicker.mean!);
  if (!film || !best) return undefined;
  const own = film.methods.find(({ kind }) => kind === 'truth') ?? film.methods.find(({ kind }) => kind === 'gray');
  return {
    topic: 'Steadiest',
    value: formatFixed(best.flicker.mean, 2),
    meaning: `flicker of ${best.label}${own ? `; ${own.label} has ${formatFixed(own.flicker.mean, 2)}` : ''}, ${film.film}`,
  };
}

/**
 * Why nobody should rank by CIEDE2000 alone, with this run's own numbers; undefined where gray wasn't measured.
 */
export function grayWarning({ methods }: ColorResults): string | undefined {
  const gray = methods.find(({ kind }) => kind === 'gray');
  const judged = methods.filter((method) => !isReference(method) && isNumber(method.mean.deltaE));
  if (!gray || !isNumber(gray.mean.deltaE) || judged.length === 0) return undefined;
  const beaten = judged.filter(({ mean }) => mean.deltaE > gray.mean.deltaE).length;
  return (
    `A gray picture scores ${formatFixed(gray.mean.deltaE, 2)} and is nearer to the truth than ` +
    `${beaten === 0 ? 'none' : beaten} of the ${formatCount(judged.length, 'method')}. ` +
    'Pale colours are safe and bold ones are punished, so nothing here is ranked by this number alone: ' +
    'read it with the colourfulness, and look at the pictures.'
  );
}
