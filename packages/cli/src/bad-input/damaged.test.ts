import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, expect } from 'vitest';
import { grayPicture, runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import { framesOf, type SoundPacket, soundOf } from './contents.ts';
import { flipBytes, flipTimestamp, ruinEac3 } from './damage.ts';
import { row, type Scene } from './row.ts';

// 100 frames, a key frame every 10 and nothing that refers past it: damage reaches no further than the next.
const FRAMES = 100;
const SECONDS = FRAMES / 25;
const base = temporaryFolder();
const whole = (extension: string) => base.path(`whole.${extension}`);
beforeAll(async () => {
  const sound = ['-f', 'lavfi', '-i', 'sine=duration=4'];
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  await runFfmpeg(...grayPicture(FRAMES, '128x96'), ...sound, ...codecs, whole('mp4'));
  await runFfmpeg('-i', whole('mp4'), '-c', 'copy', whole('mkv'));
  await runFfmpeg('-i', whole('mp4'), '-c', 'copy', whole('ts'));
  await runFfmpeg('-i', whole('mp4'), '-c', 'copy', '-movflags', '+faststart', base.path('fast.mp4'));
});

/** What the damage in the middle of a film must leave: the beginning, the end, and sound where it was. */
async function expectRest(scene: Scene, output: string, original: string): Promise<void> {
  const [before, after] = [await framesOf(whole('mp4')), await framesOf(scene.path(output))];
  const untouched = (time: number) => time < 1.14 || time > 2.86;
  const expected = before.filter(({ time }) => untouched(time)).map(({ luma }) => luma);
  expect(expected.length).toBeGreaterThanOrEqual(57);
  expect(after.filter(({ time }) => untouched(time)).map(({ luma }) => luma)).toEqual(expected);
  expectSoundInPlace(await soundOf(scene.path(output)), await soundOf(original));
}

/** All sound that is there must be where it was, and most of it must be there. */
function expectSoundInPlace(after: readonly SoundPacket[], before: readonly SoundPacket[]): void {
  const isInPlace = (packet: SoundPacket) =>
    // ADTS, which only transport streams have, is a header of 7 bytes; times are rounded to a millisecond.
    before.some(({ time, size }) => Math.abs(time - packet.time) < 0.002 && [0, 7].includes(size - packet.size));
  const inPlace = after.filter(isInPlace);
  expect(after.length).toBeGreaterThan(before.length * 0.8);
  // A packet whose own bytes were hit may have another size.
  expect(inPlace.length).toBeGreaterThan(after.length * 0.95);
  expect(after.at(-1)!.time).toBeCloseTo(before.at(-1)!.time, 2);
}

const damaged = (extension: string) => async (scene: Scene) => {
  const bytes = await readFile(whole(extension));
  await writeFile(scene.path(`film.${extension}`), flipBytes(bytes, { from: 0.4, to: 0.6, count: 40 }));
};
const lossless = ['--codec', 'ffv1', '-o', 'out.mkv'];

row('an MP4 with damage in its middle', {
  prepare: damaged('mp4'),
  argv: ['film.mp4', ...lossless],
  leaves: ['out.mkv'],
  check: (scene) => expectRest(scene, 'out.mkv', whole('mp4')),
});

row('a Matroska film with damage in its middle', {
  prepare: damaged('mkv'),
  argv: ['film.mkv', ...lossless],
  leaves: ['out.mkv'],
  check: (scene) => expectRest(scene, 'out.mkv', whole('mkv')),
});

row('a transport stream with damage in its middle', {
  prepare: damaged('ts'),
  argv: ['film.ts', ...lossless],
  leaves: ['out.mkv'],
  check: (scene) => expectRest(scene, 'out.mkv', whole('ts')),
});

row('an MP4 without its index', {
  prepare: async ({ path }) => writeFile(path('film.mp4'), (await readFile(whole('mp4'))).subarray(0, 50_000)),
  argv: ['film.mp4'],
});

row('an MP4 that is cut off behind its index', {
  prepare: async ({ path }) => writeFile(path('film.mp4'), (await readFile(base.path('fast.mp4'))).subarray(0, 50_000)),
  argv: ['film.mp4'],
  leaves: ['film.color.mp4'],
});

row('a Matroska film that is cut off', {
  prepare: async ({ path }) => writeFile(path('film.mkv'), (await readFile(whole('mkv'))).subarray(0, 50_000)),
  argv: ['film.mkv', ...lossless],
  leaves: ['out.mkv'],
  async check({ path }) {
    const [before, after] = [await framesOf(whole('mp4')), await framesOf(path('out.mkv'))];
    expect(after.length).toBeGreaterThan(20);
    // The last frame may have been cut in two.
    const lumas = after.slice(0, -1).map(({ luma }) => luma);
    expect(lumas).toEqual(before.slice(0, lumas.length).map(({ luma }) => luma));
  },
});

row('a damaged time of a picture', {
  prepare: async ({ path }) => writeFile(path('film.ts'), flipTimestamp(await readFile(whole('ts')), 'video', 50)),
  argv: ['film.ts', ...lossless],
  leaves: ['out.mkv'],
  check: (scene) => expectAllInPlace(scene, 1),
});

row('a damaged time of the sound', {
  prepare: async ({ path }) => writeFile(path('film.ts'), flipTimestamp(await readFile(whole('ts')), 'audio', 5)),
  argv: ['film.ts', ...lossless],
  leaves: ['out.mkv'],
  check: (scene) => expectAllInPlace(scene, 1),
});

row('recordings joined into one', {
  prepare: async ({ path }) => {
    const bytes = await readFile(whole('ts'));
    await writeFile(path('film.ts'), Buffer.concat([bytes, bytes]));
  },
  argv: ['film.ts', ...lossless],
  leaves: ['out.mkv'],
  check: (scene) => expectAllInPlace(scene, 2),
});

row('a start in recordings joined into one', {
  prepare: async ({ path }) => {
    const bytes = await readFile(whole('ts'));
    await writeFile(path('film.ts'), Buffer.concat([bytes, bytes]));
  },
  argv: ['film.ts', '--start', '1'],
});

/** Every frame and all sound, `times` over, one after the other. */
async function expectAllInPlace(scene: Scene, times: number): Promise<void> {
  const [before, after] = [await framesOf(whole('mp4')), await framesOf(scene.path('out.mkv'))];
  expect(after.map(({ luma }) => luma)).toEqual(
    Array(times)
      .fill(before.map(({ luma }) => luma))
      .flat(),
  );
  for (const [i, { time }] of after.entries()) {
    const expected = before[i % FRAMES]!.time + SECONDS * Math.floor(i / FRAMES);
    // Matroska rounds to a millisecond.
    expect(Math.abs(time - expected)).toBeLessThan(0.002);
  }
  const sound = await soundOf(whole('ts'));
  const expected = Array.from({ length: times }, (_, i) =>
    sound.map(({ time, size }) => ({ time: time + SECONDS * i, size })),
  );
  const heard = await soundOf(scene.path('out.mkv'));
  expect(heard).toHaveLength(sound.length * times);
  expectSoundInPlace(heard, expected.flat());
}

/** Makes a film whose sound (E-AC-3) MP4 doesn't take for its damage. */
async function makeRuinedSound(scene: Scene): Promise<Buffer> {
  const sound = ['-f', 'lavfi', '-i', 'sine=duration=4:sample_rate=48000'];
  const codecs = ['-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'eac3'];
  const path = scene.path('..', 'sound.ts');
  await runFfmpeg('-i', whole('mp4'), ...sound, ...codecs, path);
  return ruinEac3(await readFile(path));
}

row('sound that the container can not hold for its damage', {
  prepare: async (scene) => writeFile(scene.path('film.ts'), await makeRuinedSound(scene)),
  argv: ['film.ts'],
  leaves: ['film.color.mkv'],
});

row('sound whose damage shows while it is copied', {
  async prepare(scene) {
    const damaged = scene.path('..', 'damaged.ts');
    await writeFile(damaged, await makeRuinedSound(scene));
    await runFfmpeg('-i', damaged, '-c', 'copy', scene.path('film.mkv'));
  },
  argv: ['film.mkv'],
});

row('pictures that change their size in the middle', {
  async prepare({ path }) {
    const parts: Buffer[] = [];
    for (const size of ['64x48', '128x96', '64x48']) {
      await runFfmpeg(...grayPicture(5, size), '-c:v', 'libx264', '-pix_fmt', 'yuv420p', path('part.h264'));
      parts.push(await readFile(path('part.h264')));
    }
    await writeFile(path('film.h264'), Buffer.concat(parts));
  },
  argv: ['film.h264', ...lossless],
  leaves: ['out.mkv'],
  async check({ path }) {
    expect(await framesOf(path('out.mkv'))).toHaveLength(15);
  },
});
