import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { makePicture, type Picture } from './testing/pictures.ts';
import { f1, makeClips, type ScoreTable, scoreDetectors, scoreTableAsMarkdown } from './testing/precision-table.ts';
import { addScores, precision, recall, type Score } from './testing/score.ts';

// Clips of thirteen kinds with known cuts; every detector runs with its defaults. The limits below are what was measured,
// less room for other pictures. SCENE_TABLE=1 prints the table as Markdown.
const SEED = 31;

function overall(table: ScoreTable, detector: 'adaptive' | 'luma' | 'edges' | 'motion' | 'keyframe'): Score {
  return addScores([...table.get(detector)!.values()]);
}

function show(table: ScoreTable): void {
  if (process.env['SCENE_TABLE']) console.log(scoreTableAsMarkdown(table));
}

describe('detectors on made film with known cuts', () => {
  let table: ScoreTable;
  beforeAll(() => {
    table = scoreDetectors(makeClips(makePictures(), SEED));
    show(table);
  }, 180_000);

  it.each([
    ['adaptive', 0.95, 0.95],
    ['luma', 0.45, 0.85],
    ['edges', 0.5, 0.8],
    ['motion', 0.1, 0.95],
    ['keyframe', 0.35, 0.8],
  ] as const)('%s has at least a precision of %d and a recall of %d', (detector, leastPrecision, leastRecall) => {
    const score = overall(table, detector);
    expect(precision(score)).toBeGreaterThanOrEqual(leastPrecision);
    expect(recall(score)).toBeGreaterThanOrEqual(leastRecall);
  });

  it('is the adaptive one that finds most and errs least', () => {
    for (const other of ['luma', 'edges', 'motion', 'keyframe'] as const) {
      expect(f1(overall(table, 'adaptive'))).toBeGreaterThan(f1(overall(table, other)) + 0.2);
    }
  });

  it('finds most cross-fades and fades with the adaptive one, and clean cuts with luma and edges', () => {
    const { foundGradual, gradual } = overall(table, 'adaptive');
    expect(foundGradual / gradual).toBeGreaterThanOrEqual(0.7);
    for (const detector of ['adaptive', 'luma', 'edges'] as const) {
      for (const kind of ['clean', 'similar shots', 'fast pans', 'animation in twos']) {
        const score = table.get(detector)!.get(kind)!;
        expect([precision(score), recall(score)], `${detector}, ${kind}`).toEqual([1, 1]);
      }
    }
  });
});

describe('detectors on photographs that were filmed', () => {
  const folder = fileURLToPath(new URL('../../../../media/', import.meta.url));
  const files = ['astronaut.png', 'chelsea.png', 'coffee.png', 'rocket.jpg'].map((name) => `${folder}${name}`);
  const missing = files.find((file) => !existsSync(file));

  it.skipIf(missing)(
    'finds the cuts in pans over photographs with few errors',
    async () => {
      const table = scoreDetectors(makeClips(await Promise.all(files.map(readPicture)), SEED), ['adaptive', 'luma']);
      show(table);
      const score = overall(table, 'adaptive');
      expect(precision(score)).toBeGreaterThanOrEqual(0.9);
      expect(recall(score)).toBeGreaterThanOrEqual(0.9);
      expect(f1(score)).toBeGreaterThan(f1(overall(table, 'luma')));
    },
    60_000,
  );
});

function makePictures(): Picture[] {
  return Array.from({ length: 9 }, (_, n) => makePicture(n + 10 * SEED));
}

async function readPicture(path: string): Promise<Picture> {
  const [width, height] = [480, 270];
  const pipeline = sharp(path).greyscale().resize(width, height, { fit: 'cover' });
  const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true });
  const gray = Float32Array.from({ length: width * height }, (_, i) => data[i * info.channels]!);
  return { width, height, data: gray };
}
