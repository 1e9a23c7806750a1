import { probe, readStill } from '@havc/media';
import sharp from 'sharp';
import { expect } from 'vitest';
import { runFfmpeg } from '../testing/clips.ts';
import { framesOf } from './contents.ts';
import { makeFilm } from './films.ts';
import { type RowTrial, row } from './row.ts';

const compact = ['--model', 'compact'];

/** A gray picture of that size, coloured by the model into a file of the same size. */
function picture(width: number, height: number, output = 'photo.color.png'): RowTrial {
  return {
    prepare: ({ path }) =>
      sharp({ create: { width, height, channels: 3, background: '#777' } })
        .toColourspace('b-w')
        .png({ compressionLevel: 1 })
        .toFile(path('photo.png')),
    argv: ['photo.png', '-o', output, ...compact],
    leaves: [output],
    check: async ({ path }) => expect(await readStill(path(output))).toMatchObject({ width, height }),
  };
}

row('a picture of 1x1', picture(1, 1));
row('a picture of 3x3', picture(3, 3));
row('a picture of 16000x16', picture(16_000, 16));
// As JPEG: compressing 768 MB as PNG would take most of the time.
row('a picture of 16000x16000', picture(16_000, 16_000, 'photo.color.jpg'));

/** A film of that size, coloured by the model; its luma is compared with the source's, byte for byte. */
function film(size: string): RowTrial {
  return {
    prepare: makeFilm('film.mkv', { size, frames: 3 }),
    argv: ['film.mkv', '-o', 'out.mkv', '--codec', 'ffv1', ...compact],
    leaves: ['out.mkv'],
    async check({ path }) {
      const { width, height } = (await probe(path('out.mkv'))).video;
      expect(`${width}x${height}`).toBe(size);
      expect(await framesOf(path('out.mkv'))).toEqual(await framesOf(path('film.mkv')));
    },
  };
}

row('a film of 1x1', film('1x1'));
row('a film of 3x3', film('3x3'));
row('a film of 16000x16', film('16000x16'));

row('a film of 12 bits', {
  prepare: makeFilm('film.mkv', { pixelFormat: 'yuv422p12le' }),
  argv: ['film.mkv'],
  leaves: ['film.color.mp4'],
  check: async ({ path }) => expect((await probe(path('film.color.mp4'))).video.pixelFormat.name).toBe('yuv420p10le'),
});

row('a film of 9 bits', {
  prepare: makeFilm('film.mkv', { pixelFormat: 'yuv420p9le' }),
  argv: ['film.mkv'],
});

row('a gray film', {
  prepare: makeFilm('film.mkv', { pixelFormat: 'gray' }),
  argv: ['film.mkv', '-o', 'out.mkv', '--codec', 'ffv1'],
  leaves: ['out.mkv'],
  async check({ path }) {
    expect((await probe(path('film.mkv'))).video.pixelFormat.name).toBe('gray');
    expect((await probe(path('out.mkv'))).video.pixelFormat.name).toBe('yuv420p');
  },
});

row('a film with an alpha channel', {
  prepare: makeFilm('film.mkv', { pixelFormat: 'yuva420p' }),
  argv: ['film.mkv', '-o', 'out.mkv', '--codec', 'ffv1'],
  leaves: ['out.mkv'],
  check: async ({ path }) => expect(await framesOf(path('out.mkv'))).toEqual(await framesOf(path('film.mkv'))),
});

row('a picture with an alpha channel', {
  prepare: ({ path }) =>
    runFfmpeg('-f', 'lavfi', '-i', 'color=gray@0.5:size=32x32,format=rgba', '-frames:v', '1', path('photo.png')),
  argv: ['photo.png'],
  leaves: ['photo.color.png'],
  check: async ({ path }) => expect(await readStill(path('photo.color.png'))).toMatchObject({ hasAlpha: true }),
});
