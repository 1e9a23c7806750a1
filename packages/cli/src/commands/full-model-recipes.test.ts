// A preset with full models through the built command, and the same put together by hand from the packages. The weights
// are made ones: their colours mean nothing, but are as good as any to be compared.
import { existsSync } from 'node:fs';
import { mapFrames, pipe, replaceLuma } from '@havc/core';
import { adjustHues, adjustLumaLevels, detectScenes, merge, simpleMerge, stabilizer } from '@havc/filters';
import { decode, encode } from '@havc/media';
import { ddcolor } from '@havc/models-ddcolor';
import { deoldify } from '@havc/models-deoldify';
import { beforeAll, describe, expect, it } from 'vitest';
import { goldenPath } from '../../../core/src/testing/golden.ts';
import { openRecipe } from '../../../onnx/src/testing/recipe-weights.ts';
import { writeLegacyCheckpoint, writeZipCheckpoint } from '../../../weights/src/testing/write-checkpoint.ts';
import { lumaHashes, makeClip, runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import { runHavc } from '../testing/spawn-havc.ts';

const FRAMES = 8;
const folder = temporaryFolder();
const havc = (...argv: string[]) => runHavc(argv, { cwd: folder.path(), env: { HAVC_HOME: folder.path('home') } });

/** MD5 of each frame, all planes. */
async function frameHashes(name: string): Promise<string[]> {
  const said = (await runFfmpeg('-i', folder.path(name), '-map', '0:v', '-f', 'framemd5', '-')).toString();
  return [...said.matchAll(/^0,.*, *([0-9a-f]{32})$/gm)].map((match) => match[1]!);
}

describe('a preset with full models', { timeout: 300_000 }, () => {
  if (
    !existsSync(goldenPath('deoldify-deep', 'golden.json')) ||
    !existsSync(goldenPath('ddcolor-tiny', 'golden.json'))
  ) {
    it('is skipped: no golden data', (context) => context.skip(`golden data not found at ${goldenPath('.')}`));
    return;
  }

  const weights = async (id: string) => (await havc('models', 'path', id)).stdout.toString().trim();
  beforeAll(async () => {
    await makeClip(folder.path('film.mp4'), FRAMES, '160x120');
    await writeLegacyCheckpoint(folder.path('artistic.pth'), openRecipe(goldenPath('deoldify-deep')), ['model']);
    await writeZipCheckpoint(folder.path('tiny.pth'), openRecipe(goldenPath('ddcolor-tiny')), ['params']);
    for (const [file, id] of [
      ['artistic.pth', 'deoldify-artistic'],
      ['tiny.pth', 'ddcolor-tiny'],
    ] as const) {
      const { exitCode } = await havc('models', 'import', file, '--as', id, '--allow-unknown-hash', '-q');
      expect(exitCode).toBe(0);
    }
  }, 120_000);

  it('gives what its parts give, put together by hand', async () => {
    const { exitCode, stderr } = await havc(
      ...['colorize', 'film.mp4', '-o', 'recipe.mkv', '--codec', 'ffv1', '--device', 'cpu', '--preset', 'medium'],
      ...['--color-model', 'artistic+modelscope', '--set', 'color.second.model=ddcolor-tiny'],
      ...['--set', 'color.first.videoBlend=0', '--set', 'color.first.renderFactor=4'],
      ...['--set', 'color.second.renderFactor=4'],
    );
    expect(stderr).toContain('Model deoldify-artistic runs on cpu');
    expect(stderr).toContain('Model ddcolor-tiny runs on cpu');
    expect(exitCode).toBe(0);

    const options = { renderFactor: 4, device: 'cpu', cacheFolder: folder.path('graphs') } as const;
    await using first = await deoldify({
      ...options,
      model: 'artistic',
      weights: await weights('deoldify-artistic'),
      videoBlend: 0,
    });
    await using second = await ddcolor({ ...options, model: 'tiny', weights: await weights('ddcolor-tiny') });
    // What the second model sees, and what is done to its colours, is the original's ColorFix magenta/violet, light.
    const calmed: typeof second.colorize = async (image, run) => {
      const seen = adjustLumaLevels(image, {
        ...{ lumaFloor: 0.3, gamma: 2.5, gammaBelow: 0.6, gammaDecay: 1.5, gammaFloor: 0.5, softness: 0.05 },
      });
      const hues = { ranges: [{ from: 250, to: 360 }], saturation: 0.7, shiftDegrees: 0, weight: 0.1 };
      return replaceLuma(image, adjustHues(await second.colorize(seen, run), hues));
    };
    const both = merge(simpleMerge({ weight: 0.4 }), first, { colorize: calmed, dispose: async () => {} });
    await using film = await decode(folder.path('film.mp4'), { size: 480 });
    const colored = pipe(
      film.frames,
      detectScenes(),
      mapFrames(async (frame) => ({ ...frame, image: await both.colorize(frame.image) })),
      stabilizer({
        dark: { threshold: 0.2, amount: 0.8 },
        smooth: { dark: 0.3, white: 0.7, saturation: 0.9 },
        stabilize: { frames: 5, refill: { threshold: 15, weight: 0.2, maxGrayShare: 0.8 } },
        deflicker: 'on',
      }),
    );
    await encode(film, colored, folder.path('hand.mkv'), { codec: 'ffv1' });
    const hashes = await frameHashes('recipe.mkv');
    expect(hashes).toHaveLength(FRAMES);
    expect(hashes).toEqual(await frameHashes('hand.mkv'));
    expect(await lumaHashes(folder.path('recipe.mkv'))).toEqual(await lumaHashes(folder.path('film.mp4')));
  });

  it('says in the recipe with which weights', async () => {
    const { readFile } = await import('node:fs/promises');
    const { createHash } = await import('node:crypto');
    const hash = async (path: string) =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
    const { made } = JSON.parse(await readFile(folder.path('recipe.mkv.recipe.json'), 'utf8')) as {
      made: { models: object[] };
    };
    expect(made.models).toMatchObject([
      { name: 'deoldify-artistic', sha256: await hash(folder.path('artistic.pth')) },
      { name: 'ddcolor-tiny', sha256: await hash(folder.path('tiny.pth')) },
    ]);
  });
});
