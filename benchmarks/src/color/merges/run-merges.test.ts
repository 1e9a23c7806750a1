import { createRgbImage, deltaE2000, type RgbImage, replaceLuma, rgbToLab } from '@havc/core';
import { MERGE_METHODS } from '@havc/filters';
import { describe, expect, it } from 'vitest';
import type { MergeScore } from '../../results/color-results.ts';
import type { PublishedPicture } from '../panels/published-picture.ts';
import { runMerges } from './run-merges.ts';

type Color = readonly [number, number, number];

const MODELS = {
  DS: 'DeOldify Stable',
  DD: 'DDColor Artistic',
  DDs: 'DDColor ModelScope',
  'DS+DD': 'DeOldify Stable + DDColor Artistic',
};

function plain([red, green, blue]: Color): RgbImage {
  return createRgbImage(2, 2, Uint8Array.from([...Array(4)].flatMap(() => [red, green, blue])));
}

function picture(name: string, original: Color, panels: Readonly<Record<string, Color>>): PublishedPicture {
  return {
    name,
    width: 2,
    height: 2,
    panelNames: Object.keys(panels),
    load: async () => ({
      original: plain(original),
      panels: new Map(Object.entries(panels).map(([panel, color]) => [panel, plain(color)])),
    }),
  };
}

/** CIEDE2000 by the plain formula, of a colour with the truth's luma. */
function difference(truth: Color, color: Color): number {
  const withLuma = replaceLuma(plain(truth), plain(color));
  return deltaE2000(labOf(truth), labOf([...withLuma.data] as unknown as Color));
}

function labOf(color: Color) {
  return [...rgbToLab(plain(color)).data.subarray(0, 3)] as [number, number, number];
}

/** DS and DD are as far from the truth, to either side; DDs is nearer to it than they. */
const PICTURES = [
  picture('1', [120, 100, 80], { DS: [110, 100, 90], DD: [130, 100, 70], DDs: [124, 100, 78] }),
  picture('2', [100, 130, 90], { DS: [110, 120, 90], DD: [90, 140, 90], DDs: [96, 134, 92] }),
  picture('3', [90, 100, 140], { DS: [90, 110, 120], DD: [90, 90, 160], DDs: [92, 98, 142] }),
];

const quiet = { say: () => {} };
const run = (pictures: readonly PublishedPicture[] = PICTURES, models: Readonly<Record<string, string>> = MODELS) =>
  runMerges({ pictures, models }, quiet);

function find(scores: readonly MergeScore[], id: string): MergeScore {
  const found = scores.find((score) => score.id === id);
  if (found === undefined) throw new Error(`no ${id} among ${scores.map((score) => score.id).join('; ')}`);
  return found;
}

describe('runMerges', () => {
  it('tries every method on each pair, DeOldify first, and names each line once', async () => {
    const scores = await run();
    for (const method of MERGE_METHODS.filter((name) => name !== 'first' && name !== 'second')) {
      for (const second of ['DD', 'DDs']) {
        expect(scores).toContainEqual(expect.objectContaining({ method, first: 'DS', second }));
      }
    }
    expect(scores.some(({ first, second }) => first === 'DS+DD' || second === 'DS+DD')).toBe(false);
    expect(new Set(scores.map(({ id }) => id)).size).toBe(scores.length);
  });

  it('finds that a half of each is right where the truth lies between', async () => {
    const scores = await run();
    const half = find(scores, 'DS+DD simple, weight 0.5');
    // The luma is put back in 8-bit YUV, which moves each sample by a code or two.
    expect(half.mean.deltaE).toBeLessThan(0.7);
    expect(half.againstSimple).toBeUndefined();
    expect(half.atEqualChroma).toBeUndefined();
    const models = PICTURES.length;
    const alone = (panel: 'DS' | 'DD') =>
      [
        difference([120, 100, 80], panel === 'DS' ? [110, 100, 90] : [130, 100, 70]),
        difference([100, 130, 90], panel === 'DS' ? [110, 120, 90] : [90, 140, 90]),
        difference([90, 100, 140], panel === 'DS' ? [90, 110, 120] : [90, 90, 160]),
      ].reduce((sum, value) => sum + value, 0) / models;
    // Maps are within 1e-3 of the plain formula.
    expect(half.againstBetterModel.mean).toBeCloseTo(half.mean.deltaE - Math.min(alone('DS'), alone('DD')), 2);
    expect(half.againstBetterModel.pictures).toBe(3);
  });

  it('chooses that weight, and promises the same of pictures that it has not seen', async () => {
    const chosen = find(await run(), 'DS+DD simple, chosen');
    expect(chosen).toMatchObject({ origin: 'chosen', options: 'best of 7: weight 0.5' });
    expect(chosen.leaveOneOut).toMatchObject({ candidates: 7, against: { against: 'DS+DD simple, weight 0.5' } });
    expect(chosen.leaveOneOut!.deltaE).toBeCloseTo(chosen.mean.deltaE, 3);
  });

  it('says less of pictures not seen than of those chosen on, where the best differs between them', async () => {
    // On the first DD alone is right, on the second DS.
    const pictures = [
      picture('1', [130, 100, 70], { DS: [100, 100, 100], DD: [130, 100, 70] }),
      picture('2', [100, 100, 100], { DS: [100, 100, 100], DD: [130, 100, 70] }),
    ];
    const chosen = find(await run(pictures), 'DS+DD simple, chosen');
    expect(chosen.leaveOneOut!.deltaE).toBeGreaterThan(chosen.mean.deltaE + 1);
  });

  it('shows that a grayer merge is no better where gray is what makes it so', async () => {
    // The truth is gray, and both models agree on a colour: nothing but chroma tells merges apart.
    const pictures = [1, 2, 3].map((n) =>
      picture(String(n), [120, 120, 120], { DS: [130, 119, 110 + n], DD: [150, 116, 80 + n] }),
    );
    const scores = await run(pictures);
    const grayer = find(scores, 'DS+DD simple, weight 0.3');
    expect(grayer.againstSimple).toMatchObject({ isWithinNoise: false });
    expect(grayer.againstSimple!.mean).toBeLessThan(-1.5);
    // Made as gray, the half-and-half merge scores nearly the same: what is left is a small turn of hue, and rounding.
    expect(Math.abs(grayer.atEqualChroma!.mean)).toBeLessThan(0.5);
  });

  it("gives everything the original's luma", async () => {
    // Both models have the right hue and chroma, in U and V, on a luma that is far off.
    const dark = picture('1', [120, 100, 80], { DS: [90, 70, 50], DD: [90, 70, 50] });
    const scores = await run([dark]);
    expect(deltaE2000(labOf([120, 100, 80]), labOf([90, 70, 50]))).toBeGreaterThan(10);
    for (const { id, mean } of scores.filter(({ method }) => method === 'simple')) {
      expect(mean.deltaE, id).toBeLessThan(1.5);
    }
  });

  it('takes means of three panels and compares them with the best pair of theirs', async () => {
    const mean = find(await run(), 'DS+DD+DDs mean');
    expect(mean).toMatchObject({ method: 'mean', first: 'DS', second: 'DD', others: ['DDs'], options: 'equal parts' });
    expect(mean.againstSimple!.against).toBe('DS+DD simple, weight 0.5');
  });

  it('leaves out panels that not all pictures have, and has nothing to say without a pair', async () => {
    const { load, ...rest } = PICTURES[0]!;
    const without = { ...rest, load, panelNames: ['DS', 'DD'] };
    const scores = await run([without, PICTURES[1]!]);
    expect(scores.some(({ second, first }) => second === 'DDs' || first === 'DDs')).toBe(false);
    expect(await run(PICTURES, { DD: MODELS.DD, DDs: MODELS.DDs })).toEqual([]);
    expect(await run([], MODELS)).toEqual([]);
  });

  it('chooses nothing on a single picture', async () => {
    const scores = await run([PICTURES[0]!]);
    expect(scores.length).toBeGreaterThan(0);
    expect(scores.some(({ origin }) => origin === 'chosen')).toBe(false);
    expect(scores[0]!.againstBetterModel).toMatchObject({ standardError: null, isWithinNoise: true });
  });

  it('stops in the middle of a picture', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 5);
    const started = performance.now();
    const work = runMerges({ pictures: PICTURES, models: MODELS }, { ...quiet, signal: stop.signal });
    await expect(work).rejects.toMatchObject({ code: 'ABORTED' });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
