import { execFile } from 'node:child_process';
import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { locateFfmpeg } from '@havc/media';
import { expect } from 'vitest';
import { grayPicture, runFfmpeg } from '../testing/clips.ts';
import { goodFilm, makeFilm } from './films.ts';
import { watchMemory } from './memory.ts';
import { row, type Scene } from './row.ts';

const film = goodFilm();
const execute = promisify(execFile);

row('text that is called a film', {
  prepare: ({ path }) => writeFile(path('film.mp4'), 'Dear reader,\nthis is no film.\n'),
  argv: ['film.mp4'],
});

/** So long ago that even a file system that seldom writes down when a file was read does so. */
const LONG_AGO = new Date('2001-01-01');

/** Makes a film outside of the folder, to which a playlist points, and notes that nobody has read it. */
async function makeSecret(scene: Scene): Promise<string> {
  await film('../secret.mp4')(scene);
  const secret = scene.path('..', 'secret.ts');
  await runFfmpeg('-i', scene.path('..', 'secret.mp4'), '-c', 'copy', secret);
  await utimes(secret, LONG_AGO, LONG_AGO);
  return secret;
}

/** Nobody has read it; and where somebody does, with nothing that keeps him from it, that is seen. */
async function expectSecretKept(scene: Scene, name: string, options: readonly string[]): Promise<void> {
  const secret = scene.path('..', 'secret.ts');
  expect((await stat(secret)).atime).toEqual(LONG_AGO);
  const { ffprobe } = await locateFfmpeg();
  const env = { ...process.env, GCONV_PATH: '/nonexistent' };
  const { stdout } = await execute(ffprobe, [...options, '-show_streams', scene.path(name)], { env });
  expect(stdout).toContain('codec_name=h264');
  if ((await stat(secret)).atime.getTime() === LONG_AGO.getTime()) {
    console.info('This file system does not note when a file was read: the message alone shows that it was not.');
  }
}

row('a playlist that is called a film, of a file', {
  async prepare(scene) {
    const secret = await makeSecret(scene);
    const text = `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${secret}\n#EXT-X-ENDLIST\n`;
    for (const name of ['film.mp4', 'list.m3u8']) await writeFile(scene.path(name), text);
  },
  argv: ['film.mp4'],
  check: (scene) => expectSecretKept(scene, 'list.m3u8', []),
});

row('a script of ffmpeg that joins files', {
  async prepare(scene) {
    await writeFile(scene.path('film.mp4'), `ffconcat version 1.0\nfile ${await makeSecret(scene)}\n`);
  },
  argv: ['film.mp4'],
  check: (scene) => expectSecretKept(scene, 'film.mp4', ['-safe', '0']),
});

let requests = 0;
row('a playlist that is called a film, of an address', {
  async prepare(scene) {
    requests = 0;
    const server = createServer((_request, response) => {
      requests++;
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    scene.afterwards(() => server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret.ts`;
    const text = `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${address}\n#EXT-X-ENDLIST\n`;
    for (const name of ['film.mp4', 'list.m3u8']) await writeFile(scene.path(name), text);
  },
  argv: ['film.mp4'],
  async check({ path }) {
    expect(requests).toBe(0);
    // With nothing that keeps it from doing so, ffprobe does ask.
    const { ffprobe } = await locateFfmpeg();
    await execute(ffprobe, ['-protocol_whitelist', 'file,http,tcp', path('list.m3u8')]).catch(() => {});
    expect(requests).toBeGreaterThan(0);
  },
});

row('a picture that is called a film', {
  prepare: ({ path }) =>
    runFfmpeg(...grayPicture(1), '-frames:v', '1', '-c:v', 'png', '-f', 'image2', path('film.mp4')),
  argv: ['film.mp4'],
});

row('a film that is called a picture', {
  prepare: film('photo.png'),
  argv: ['photo.png'],
});

/** A run that was told of gigabytes may not ask for them. */
const MOST_MEGABYTES = 700;

row('a y4m file that promises 65535x65535', {
  prepare: ({ path }) =>
    writeFile(path('film.y4m'), `YUV4MPEG2 W65535 H65535 F25:1 C420jpeg\nFRAME\n${'0'.repeat(100_000)}`),
  argv: ['film.y4m'],
  during: async (run) => expect(await watchMemory(run)).toBeLessThan(MOST_MEGABYTES),
});

row('y4m on stdin that promises 65535x65535', {
  input: () => Buffer.from(`YUV4MPEG2 W65535 H65535 F25:1 C420jpeg\nFRAME\n${'0'.repeat(100_000)}`),
  argv: ['-', '-o', 'film.mp4'],
  during: async (run) => expect(await watchMemory(run)).toBeLessThan(MOST_MEGABYTES),
});

row('y4m on stdin that promises more than it brings', {
  input: () => Buffer.from(`YUV4MPEG2 W9000 H9000 F25:1 C420jpeg\nFRAME\n${'0'.repeat(100_000)}`),
  argv: ['-', '-o', 'film.mp4'],
  during: async (run) => expect(await watchMemory(run)).toBeLessThan(MOST_MEGABYTES),
});

row('a Matroska film that promises 16000x16000', {
  async prepare(scene) {
    await makeFilm('small.mkv', { size: '300x300' })(scene);
    const bytes = await readFile(scene.path('small.mkv'));
    // PixelWidth and PixelHeight, two bytes each.
    for (const id of [0xb0, 0xba]) {
      const at = bytes.indexOf(Buffer.from([id, 0x82, 300 >> 8, 300 & 0xff]));
      bytes.writeUInt16BE(16_000, at + 2);
    }
    await writeFile(scene.path('film.mkv'), bytes);
  },
  argv: ['film.mkv'],
  during: async (run) => expect(await watchMemory(run)).toBeLessThan(MOST_MEGABYTES),
});

row('an MP4 that promises 65535x65535 in its index', {
  async prepare(scene) {
    await film('whole.mp4')(scene);
    const bytes = await readFile(scene.path('whole.mp4'));
    const entry = bytes.indexOf('avc1', bytes.indexOf('stsd'));
    bytes.writeUInt16BE(65_535, entry + 28);
    bytes.writeUInt16BE(65_535, entry + 30);
    await writeFile(scene.path('film.mp4'), bytes);
  },
  argv: ['film.mp4'],
  leaves: ['film.color.mp4'],
  during: async (run) => expect(await watchMemory(run)).toBeLessThan(MOST_MEGABYTES),
});
