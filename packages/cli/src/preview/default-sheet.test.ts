import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultSheet } from './default-sheet.ts';

it.each([
  ['films/film.mp4', 'film', join('films', 'film.preview.png')],
  ['film', 'film', 'film.preview.png'],
  ['Dr. Who', 'film', 'Dr. Who.preview.png'],
  ['scans/photo.JPG', 'image', join('scans', 'photo.preview.png')],
  ['photo no. 5', 'image', 'photo no. 5.preview.png'],
  ['scans/', 'folder', 'scans.preview.png'],
  ['color', 'folder', 'color.preview.png'],
  ['shots/shot_%05d.png', 'sequence', join('shots', 'shot.preview.png')],
  ['%d.png', 'sequence', 'preview.png'],
] as const)('puts the sheet of %s (%s) into %s', (input, kind, output) => {
  expect(defaultSheet(input, kind)).toBe(output);
});
