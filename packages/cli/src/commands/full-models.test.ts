// The whole way of the full models through the built command: a checkpoint in its official wrapping is imported, colours
// a picture, and is compared with what the original made of the same weights.
import { existsSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { difference, goldenPath, readJson, readRgb } from '../../../core/src/testing/golden.ts';
import { openRecipe } from '../../../onnx/src/testing/recipe-weights.ts';
import { writeLegacyCheckpoint, writeZipCheckpoint } from '../../../weights/src/testing/write-checkpoint.ts';
import { lumaHashes, makeClip, temporaryFolder } from '../testing/clips.ts';
import { runHavc } from '../testing/spawn-havc.ts';

interface GoldenImage {
  readonly orig: string;
  readonly final: string;
  /** DeOldify. */
  readonly render_factor?: number;
  /** DDColor. */
  readonly input_size?: number;
  /** Zhang. */
  readonly frame_size?: number;
}

const folder = temporaryFolder();

function havc(...argv: string[]) {
  return runHavc(argv, { cwd: folder.path(), env: { HAVC_HOME: folder.path('home') } });
}

const MODELS = [
  {
    name: 'deoldify-artistic',
    golden: 'deoldify-deep',
    file: 'ColorizeArtistic_gen.pth',
    write: (path: string, golden: string) => writeLegacyCheckpoint(path, openRecipe(golden), ['model']),
    more: ['--video-blend', '0'],
    share: 0.03,
  },
  {
    name: 'ddcolor-tiny',
    golden: 'ddcolor-tiny',
    file: 'ddcolor_paper_tiny.pth',
    write: (path: string, golden: string) => writeZipCheckpoint(path, openRecipe(golden), ['params']),
    more: [],
    share: 0.15,
  },
  {
    name: 'eccv16',
    golden: 'zhang-eccv16',
    file: 'colorization_release_v2-9b330a0b.pth',
    write: (path: string, golden: string) => writeLegacyCheckpoint(path, openRecipe(golden)),
    more: [],
    share: 0.3,
  },
];

describe.each(MODELS)('$name, from its checkpoint to a picture', { timeout: 300_000 }, (model) => {
  const golden = goldenPath(model.golden, 'golden.json');
  if (!existsSync(golden)) {
    it('is skipped: no golden data', (context) => context.skip(`golden data not found at ${golden}`));
    return;
  }
  const at = (name: string) => goldenPath(model.golden, name);
  const { images } = readJson<{ readonly images: readonly GoldenImage[] }>(golden);
  const [entry] = images as [GoldenImage];
  beforeAll(() => model.write(folder.path(model.file), goldenPath(model.golden)));

  it('is not there before, and says how to get it', async () => {
    const argv = ['colorize', at(entry.orig), '-o', 'x.png', '--model', model.name, ...model.more];
    const { exitCode, stderr } = await havc(...argv);
    expect(stderr).toContain(`havc models fetch ${model.name}`);
    expect(exitCode).toBe(69);
  });

  it('is refused as the official file, which it is not, and taken as one of our own', async () => {
    const official = await havc('models', 'import', model.file, '--as', model.name, '-q');
    expect(official.stderr).toMatch(/SHA-256|bytes/);
    expect(official.exitCode).toBe(65);
    const own = await havc('models', 'import', model.file, '--as', model.name, '--allow-unknown-hash', '-q');
    expect(own.stderr).toBe('');
    expect(own.exitCode).toBe(0);
  });

  it('colours a picture as the original does', async () => {
    const factor = entry.render_factor ?? (entry.input_size ?? entry.frame_size!) / 16;
    const options = ['--model', model.name, '--render-factor', String(factor), '--device', 'cpu', ...model.more];
    const { exitCode, stderr } = await havc('colorize', at(entry.orig), '-o', `${model.name}.png`, ...options);
    expect(stderr).toContain(`Building the graph of ${model.name} from `);
    expect(stderr).toContain(`Model ${model.name} runs on cpu`);
    expect(exitCode).toBe(0);
    // Photographs keep their luma, and colours that don't fit on it are drawn in, of which weights without training give
    // many: so the pictures differ, but by much less than gray would.
    const [actual, expected, gray] = await Promise.all([
      readRgb(folder.path(`${model.name}.png`)),
      readRgb(at(entry.final)),
      readRgb(at(entry.orig)),
    ]);
    expect(difference(actual, expected).mean / difference(gray, expected).mean).toBeLessThan(model.share);
  });

  it('is written as ONNX files that work elsewhere', async () => {
    const { exitCode, stderr } = await havc(
      'models',
      'graph',
      model.name,
      '--render-factor',
      '4',
      '-o',
      'out.onnx',
      '-y',
    );
    expect(stderr).toMatch(
      /^Wrote out\.onnx and out\.onnx\.data, .* in all\. Takes \w+ \[1, \d, 64, 64\]; gives \w+ \[1, /,
    );
    expect(exitCode).toBe(0);
    const session = await InferenceSession.create(folder.path('out.onnx'));
    const [input] = session.inputNames as [string];
    const channels = model.name === 'eccv16' ? 1 : 3;
    const feed = new Tensor('float32', new Float32Array(channels * 64 * 64).fill(0.5), [1, channels, 64, 64]);
    const results = await session.run({ [input]: feed });
    expect(Object.values(results)[0]!.dims.slice(2)).toEqual([64, 64]);
    await session.release();
  });

  it('colours a film, on its own luma', async () => {
    await makeClip(folder.path('film.mp4'), 3);
    const options = [
      '--model',
      model.name,
      '--render-factor',
      '4',
      '--codec',
      'ffv1',
      '--device',
      'cpu',
      ...model.more,
    ];
    const { exitCode } = await havc('colorize', 'film.mp4', '-o', `film-${model.name}.mkv`, ...options);
    expect(exitCode).toBe(0);
    expect(await lumaHashes(folder.path(`film-${model.name}.mkv`))).toEqual(await lumaHashes(folder.path('film.mp4')));
  });
});
