import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { pipe } from '@havc/core';
import { adjustHues, deflicker, detectScenes, stabilizer } from '@havc/filters';
import { decode, encode, probe } from '@havc/media';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { grayPicture, lumaHashes, runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import {
  chromaChanges,
  frameHashes,
  makeFlickering,
  makeStripes,
  SWAPPING_CUBE,
  stripeMeans,
} from '../testing/colored-clips.ts';
import { describeSample } from '../testing/sample.ts';
import { runHavc } from '../testing/spawn-havc.ts';

const FRAMES = 12;
const base = temporaryFolder();
let stripes: string;
beforeAll(async () => {
  stripes = base.path('stripes.mkv');
  await makeStripes(stripes, FRAMES);
});

let count = 0;
let folder: string;
beforeEach(async () => {
  folder = base.path(`run-${count++}`);
  await mkdir(folder);
});
const havc = (...argv: string[]) => runHavc(['filter', ...argv], { cwd: folder });
const files = async () => (await readdir(folder)).sort();
/** Filters the stripes, without loss. */
async function filtered(chain: string, ...more: string[]): Promise<string> {
  const { exitCode, stderr } = await havc(stripes, '--chain', chain, '-o', 'out.mkv', '--codec', 'ffv1', '-y', ...more);
  expect(stderr).toMatch(/^Wrote out\.mkv: 12 frames/m);
  expect(exitCode).toBe(0);
  return `${folder}/out.mkv`;
}

describe('havc filter with a film', () => {
  it('changes the hues that are named, and no others', async () => {
    const before = await stripeMeans(stripes, 5);
    // The first stripe has a hue of 300 degrees, the others 129 and 30.
    const after = await stripeMeans(await filtered('hues 280:320 saturation=0'), 5);
    const [magenta, ...others] = after;
    const luma = magenta![0];
    expect(luma).toBe(before[0]![0]);
    expect(Math.abs(magenta![1] - 128)).toBeLessThan(1);
    expect(Math.abs(magenta![2] - 128)).toBeLessThan(1);
    // A code for the way from YUV to R'G'B' and back.
    for (const [index, planes] of others.entries()) {
      for (const [plane, value] of planes.entries()) {
        expect(Math.abs(value - before[index + 1]![plane]!)).toBeLessThanOrEqual(1);
      }
    }
  });

  it('turns hues as a colour map says, on the same luma', async () => {
    const before = await stripeMeans(stripes, 5);
    const after = await stripeMeans(await filtered('color-map green->blue'), 5);
    // Green turned by 140 degrees: blue comes to lie above, and red stays below.
    expect(before[1]![1]).toBeLessThan(125);
    expect(after[1]![1]).toBeGreaterThan(140);
    expect(Math.abs(after[0]![1] - before[0]![1])).toBeLessThanOrEqual(1);
    expect(await lumaHashes(`${folder}/out.mkv`)).toEqual(await lumaHashes(stripes));
  });

  it.each([5, 9])('takes of chroma that flickers what the mean of %i frames leaves', async (frames) => {
    await makeFlickering(`${folder}/film.mkv`, 30, 10);
    const chain = `stabilize-chroma frames=${frames} refill.weight=0`;
    const { exitCode } = await havc('film.mkv', '--chain', chain, '-o', 'out.mkv', '--codec', 'ffv1');
    expect(exitCode).toBe(0);
    const middle = (changes: number[]) => changes.slice(10, 20);
    // Ten codes up, ten codes down.
    for (const change of middle(await chromaChanges(`${folder}/film.mkv`))) expect(change).toBeCloseTo(20, 1);
    // Of an odd number of frames, all but one cancel out; a code for rounding.
    for (const change of middle(await chromaChanges(`${folder}/out.mkv`))) {
      expect(Math.abs(change - 20 / frames)).toBeLessThan(1);
    }
    expect(await lumaHashes(`${folder}/out.mkv`)).toEqual(await lumaHashes(`${folder}/film.mkv`));
  });

  it('keeps every sample of luma where no step changes tone', async () => {
    const chain =
      'stabilizer; hues 280:320 saturation=0.3; look amber-light keepLuma=true; deflicker; tweak saturation=1.2';
    expect(await lumaHashes(await filtered(chain))).toEqual(await lumaHashes(stripes));
  });

  it('lets luma follow a step that changes tone, but not with --keep-luma', async () => {
    const before = await stripeMeans(stripes, 5);
    const after = await stripeMeans(await filtered('tweak brightness=20'), 5);
    // 20 codes of full range are 17 of limited range.
    for (const [index, [luma]] of after.entries()) expect(luma - before[index]![0]).toBeCloseTo(17.2, -0.5);
    expect(await lumaHashes(await filtered('tweak brightness=20', '--keep-luma'))).toEqual(await lumaHashes(stripes));
  });

  it('makes the same frames as the filters that are put together by hand', async () => {
    const chain =
      'hues 280:320|0.4,0.2; stabilizer renderFactor=16 dark.amount=0.5 stabilize={} ; deflicker strength=3';
    const output = await filtered(chain);
    await using film = await decode(stripes, { size: 'full' });
    const fixed = pipe(
      film.frames,
      detectScenes({ detector: 'adaptive' }),
      async function* fix(frames) {
        for await (const frame of frames) {
          const change = { ranges: [{ from: 280, to: 320 }], saturation: 0.4, shiftDegrees: 0, weight: 0.2 };
          yield { ...frame, image: adjustHues(frame.image, change) };
        }
      },
      stabilizer({
        renderFactor: 16,
        dark: { threshold: 0.2, amount: 0.5, darkening: 0.5 },
        stabilize: {
          frames: 5,
          mode: 'arithmetic',
          refill: { threshold: 15, saturation: 1, weight: 0.2, maxGrayShare: 0.8 },
        },
        deflicker: 'off',
      }),
      deflicker({ strength: 3 }),
    );
    await encode(film, fixed, `${folder}/hand.mkv`, { codec: 'ffv1' });
    const hashes = await frameHashes(`${folder}/hand.mkv`);
    expect(hashes).toHaveLength(FRAMES);
    expect(await frameHashes(output)).toEqual(hashes);
  });

  it('writes the recipe beside the output, which colorize makes the same frames with', async () => {
    const hashes = await frameHashes(await filtered('stabilizer; tweak saturation=1.2'));
    expect(await files()).toEqual(['out.mkv', 'out.mkv.recipe.json']);
    const again = ['colorize', stripes, '--recipe', 'out.mkv.recipe.json', '-o', 'again.mkv', '--codec', 'ffv1'];
    expect((await runHavc(again, { cwd: folder })).exitCode).toBe(0);
    expect(await frameHashes(`${folder}/again.mkv`)).toEqual(hashes);
    const tags = await runFfmpeg('-i', `${folder}/out.mkv`, '-f', 'ffmetadata', '-');
    expect(tags.toString()).toMatch(/^COMMENT=Filtered with havc /im);
  });

  it('cuts a range, and keeps sound, name and container as colorize does', async () => {
    const sound = ['-f', 'lavfi', '-i', `sine=duration=${FRAMES / 25}`];
    await runFfmpeg(
      '-i',
      stripes,
      ...sound,
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
      `${folder}/film.mp4`,
    );
    const { exitCode, stderr } = await havc('film.mp4', '--chain', 'deflicker', '--start', '2f', '--end', '8f');
    expect(stderr).toMatch(/^Wrote film\.filtered\.mp4: 6 frames/m);
    expect(stderr).toMatch(/; the filters see 192x48\.$/m);
    expect(stderr).not.toMatch(/model|colours to filter/i);
    expect(exitCode).toBe(0);
    expect(await files()).toEqual(['film.filtered.mp4', 'film.filtered.mp4.recipe.json', 'film.mp4']);
    const { video, otherTracks } = await probe(`${folder}/film.filtered.mp4`);
    expect([video.width, video.height, video.codec]).toEqual([192, 48, 'h264']);
    expect(otherTracks.map((track) => track.codec)).toEqual(['aac']);
    const kept = await havc('film.mp4', '--chain', 'deflicker', '-n');
    expect(kept.exitCode).toBe(73);
  });

  it('works at the size that is asked for', async () => {
    const { stderr } = await havc(stripes, '--chain', 'deflicker', '-o', 'out.mkv', '--codec', 'ffv1', '--size', '32');
    expect(stderr).toMatch(/; the filters see 128x32\.$/m);
    expect(await lumaHashes(`${folder}/out.mkv`)).toEqual(await lumaHashes(stripes));
  });

  it('stands in a pipe, y4m in and out', async () => {
    const input = await runFfmpeg('-i', stripes, '-pix_fmt', 'yuv444p', '-f', 'yuv4mpegpipe', '-strict', '-1', '-');
    const argv = ['filter', '-', '-o', '-', '--chain', 'hues 280:320 saturation=0'];
    const { exitCode, stdout } = await runHavc(argv, { cwd: folder, input });
    expect(exitCode).toBe(0);
    await writeFile(`${folder}/out.y4m`, stdout);
    const after = await stripeMeans(`${folder}/out.y4m`, 5);
    expect(Math.abs(after[0]![1] - 128)).toBeLessThanOrEqual(1);
    expect(after[1]![1]).toBeLessThan(125);
    expect(await lumaHashes(`${folder}/out.y4m`)).toEqual(await lumaHashes(stripes));
    expect(await files()).toEqual(['out.y4m']);
    const silent = await runHavc(['filter', '-', '--chain', 'deflicker'], { cwd: folder, input });
    expect([silent.exitCode, silent.stderr]).toEqual([2, expect.stringContaining('say with -o where it goes')]);
  });

  it.each([
    ['without chroma', 'gray', 1],
    ['with chroma and no colours', 'yuv420p', 12],
  ])('says of a film %s that there are no colours, and goes on', async (_, format, frames) => {
    await runFfmpeg(...grayPicture(frames), '-pix_fmt', format, '-c:v', 'ffv1', `${folder}/film.mkv`);
    const { exitCode, stderr } = await havc('film.mkv', '--chain', 'stabilizer', '-o', 'out.mkv', '--codec', 'ffv1');
    expect(stderr).toMatch(/^This film has no colours to filter: `havc colorize` gives/m);
    expect(exitCode).toBe(0);
    expect(await lumaHashes(`${folder}/out.mkv`)).toEqual(await lumaHashes(`${folder}/film.mkv`));
  });

  it('says of a long film after a hundred frames that they have no colours', async () => {
    await runFfmpeg(...grayPicture(130), '-c:v', 'ffv1', '-pix_fmt', 'yuv420p', `${folder}/film.mkv`);
    const { stderr } = await havc('film.mkv', '--chain', 'deflicker', '-o', 'out.mkv', '--codec', 'ffv1');
    expect(stderr.match(/no colours to filter/g)).toHaveLength(1);
    expect(stderr).toMatch(/^The first 100 frames have no colours to filter/m);
  });

  it('takes a LUT that is named in the line from anywhere, and from a file of steps only beside it', async () => {
    await writeFile(`${folder}/swap.cube`, SWAPPING_CUBE);
    const before = await stripeMeans(stripes, 5);
    const swapped = await stripeMeans(await filtered(`lut "${folder}/swap.cube" keepLuma=true`), 5);
    expect(before[2]![2]).toBeGreaterThan(145);
    expect(swapped[2]![1]).toBeGreaterThan(145); // orange has become a blue
    await mkdir(`${folder}/steps`);
    await writeFile(`${folder}/steps/a.json`, '[{ "filter": "lut", "file": "../swap.cube" }]');
    const outside = await havc(stripes, '--chain', 'steps/a.json', '-o', 'out.mkv', '-y');
    expect([outside.exitCode, outside.stderr]).toEqual([65, expect.stringContaining('lies outside of its folder')]);
    await writeFile(`${folder}/b.json`, '[{ "filter": "lut", "file": "swap.cube", "keepLuma": true }]');
    expect(await stripeMeans(await filtered('b.json'), 5)).toEqual(swapped);
    const record = JSON.parse(await readFile(`${folder}/out.mkv.recipe.json`, 'utf8'));
    expect(record.filters[0]).toMatchObject({ file: 'swap.cube', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('never writes over the film or the steps', async () => {
    await writeFile(`${folder}/steps.txt`, 'deflicker');
    const { exitCode, stderr } = await havc(stripes, '--chain', '@steps.txt', '-o', 'steps.txt', '-y');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('is the input itself')]);
    expect(await readFile(`${folder}/steps.txt`, 'utf8')).toBe('deflicker');
  });
});

describeSample('sample_colored_sync.mp4', (sample) => {
  it('is steadied where its colours flicker, on its own luma and with all its frames', async () => {
    const flicker = "hue=s='1+0.3*(2*mod(n,2)-1)'";
    const cut = ['-ss', '4', '-i', sample, '-t', '2', '-an'];
    await runFfmpeg(...cut, '-vf', flicker, '-c:v', 'ffv1', `${folder}/film.mkv`);
    const { exitCode } = await havc('film.mkv', '--chain', 'stabilizer', '-o', 'out.mkv', '--codec', 'ffv1');
    expect(exitCode).toBe(0);
    const hashes = await lumaHashes(`${folder}/film.mkv`);
    expect(hashes.length).toBe(50);
    expect(await lumaHashes(`${folder}/out.mkv`)).toEqual(hashes);
    const mean = (changes: number[]) => changes.reduce((sum, change) => sum + change, 0) / changes.length;
    const [before, after] = [await chromaChanges(`${folder}/film.mkv`), await chromaChanges(`${folder}/out.mkv`)];
    // The mean of five leaves a fifth; what fills in for what has moved brings a share of it back.
    expect(mean(after)).toBeLessThan(0.5 * mean(before));
  });
});
