import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColorScores, MergeScore, PairedDifference } from '../../results/color-results.ts';
import { mergeConclusions } from './conclusions.ts';

const PAIRS = [
  ['A', 'X'],
  ['A', 'Y'],
  ['B', 'X'],
  ['B', 'Y'],
] as const;

function scores(chroma: number): ColorScores {
  return { deltaE: 8, chroma, colorfulness: 20, coloredShare: 0.7, psnrAb: 20, lumaBands: [], hueSectors: [] };
}

/** Of 23 pictures, with a standard error of 0.1. */
function difference(mean: number, against: string): PairedDifference {
  return { of: 'it', against, mean, standardError: 0.1, isWithinNoise: Math.abs(mean) < 0.207, pictures: 23 };
}

const halfOf = (first: string, second: string) => `${first}+${second} half`;

function halves(againstModel = -1): MergeScore[] {
  return PAIRS.map(([first, second]) => ({
    ...{ id: halfOf(first, second), first, second, method: 'simple', options: 'weight 0.5', origin: 'set' },
    ...{ mean: scores(10), againstBetterModel: difference(againstModel, second) },
  }));
}

/** One method on all pairs, with one difference from half-and-half on each, or the same everywhere. */
function method(
  name: string,
  means: number | readonly number[],
  more: Partial<MergeScore> & { chroma?: number; equal?: number } = {},
): MergeScore[] {
  const { chroma = 10, equal, ...rest } = more;
  return PAIRS.map(([first, second], index) => {
    const mean = typeof means === 'number' ? means : means[index]!;
    const against = halfOf(first, second);
    return {
      ...{ id: `${first}+${second} ${name} ${rest.origin ?? ''}`, first, second, method: name, options: 'defaults' },
      ...{ origin: 'defaults' as const, mean: scores(chroma), againstBetterModel: difference(0, second) },
      ...{ againstSimple: difference(mean, against), atEqualChroma: difference(equal ?? mean, `${against} at chroma`) },
      ...rest,
    };
  });
}

const about = (merges: readonly MergeScore[], start: string) =>
  mergeConclusions(merges).find((sentence) => sentence.startsWith(start));
const preference = (merges: readonly MergeScore[]) => mergeConclusions(merges).at(-1);

describe('mergeConclusions', () => {
  it('has nothing to say of an empty table, nor without the merge that all are compared with', () => {
    expect(mergeConclusions([])).toEqual([]);
    expect(mergeConclusions(method('masked', -1))).toEqual([]);
  });

  it('tells whether merging is worth it at all', () => {
    expect(mergeConclusions(halves(-1))[0]).toBe(
      'Half-and-half against the better of its two models: nearer on all 4 (by 1.00).',
    );
    expect(mergeConclusions(halves(0.1))[0]).toMatch(/no order can be told on any of 4\.$/);
  });

  it('prefers a method that is nearer on most pairs, and farther on none', () => {
    const merges = [...halves(), ...method('masked', [-0.6, -0.5, -0.7, 0])];
    expect(about(merges, 'Masked')).toBe(
      'Masked against half-and-half: by its defaults, nearer on 3 of 4 (by 0.50 to 0.70), no order can be told on 1.',
    );
    expect(preference(merges)).toMatch(
      /^Of two models, nearer than half-and-half on most pairs.*: masked by its defaults\.$/,
    );
  });

  it('tells no order between two such methods', () => {
    const merges = [...halves(), ...method('masked', -0.6), ...method('bound', -0.9)];
    expect(preference(merges)).toMatch(
      /: masked by its defaults; bound by its defaults\. No order between these is told\.$/,
    );
  });

  it('prefers half-and-half to a method that is farther on a single pair', () => {
    expect(preference([...halves(), ...method('masked', [-0.6, -0.5, -0.7, 0.6])])).toMatch(
      /prefer that, the simplest/,
    );
  });

  it('prefers half-and-half to a method that is nearer only by being grayer, and says that it is', () => {
    const merges = [...halves(), ...method('pale', -0.6, { chroma: 7, equal: 0.05 })];
    expect(about(merges, 'Pale')).toBe(
      'Pale against half-and-half: by its defaults, nearer on all 4 (by 0.60), at 30 % less chroma (half-and-half made as ' +
        'colourful: no order can be told on any of 4).',
    );
    expect(preference(merges)).toMatch(/prefer that, the simplest/);
  });

  it('goes by pictures that options were not chosen on', () => {
    const chosen = method('masked', -0.9, {
      origin: 'chosen',
      leaveOneOut: { deltaE: 8, candidates: 9, against: difference(0.1, halfOf('A', 'X')) },
    });
    expect(about([...halves(), ...chosen], 'Masked')).toBe(
      'Masked against half-and-half: with its best options, on pictures not chosen on, no order can be told on any of 4.',
    );
  });

  it("tells the original's numbers only where they do otherwise", () => {
    const original = (mean: number) => method('masked', mean, { origin: 'original' });
    const same = about([...halves(), ...method('masked', 0.8), ...original(0.7)], 'Masked');
    expect(same).toBe('Masked against half-and-half: by its defaults, farther on all 4 (by 0.80).');
    const other = about([...halves(), ...method('masked', 0.8), ...original(0)], 'Masked');
    expect(other).toContain('as in the original, no order can be told on any of 4');
  });

  it('keeps exchanged pairs apart', () => {
    const exchanged = method('masked', 0.8).map((merge) => ({ ...merge, first: merge.second, second: merge.first }));
    expect(about([...halves(), ...exchanged], 'Masked')).toContain(
      'by its defaults, the two exchanged, farther on all 4',
    );
  });

  it('speaks of means with their standard error', () => {
    const mean = (origin: 'set' | 'chosen', value: number): MergeScore => ({
      ...method('mean', value, { origin, others: ['Z'] })[0]!,
    });
    const chosen = {
      ...mean('chosen', -0.4),
      leaveOneOut: { deltaE: 8, candidates: 1, against: difference(-0.3, 'AX') },
    };
    expect(mergeConclusions([...halves(), mean('set', -0.4), chosen]).slice(1, 3)).toEqual([
      'Means of three models and more against the best pair of theirs: nearer on the one there is (by 0.40).',
      // t = 3 for 22 degrees of freedom: 0.0066 in printed tables.
      'The best mean (of all pictures, A+X+Z), on pictures not chosen on, against AX: nearer (-0.30 with a standard error of ' +
        '0.10; chance gives as much with a probability of 0.007).',
    ]);
  });

  it('never tells an order inside the noise', () => {
    const inside = fc.double({ min: -0.2, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(fc.array(inside, { minLength: 4, maxLength: 4 }), inside, (means, model) => {
        const text = mergeConclusions([...halves(model), ...method('masked', means)]).join(' ');
        expect(text).not.toMatch(/nearer on|farther on|nearer than half-and-half on most/);
      }),
    );
  });
});
