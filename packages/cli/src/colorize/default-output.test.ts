import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultFolderOutput, defaultImageOutput, defaultSequenceOutput } from './default-output.ts';

describe('defaultImageOutput', () => {
  it.each([
    ['photo.jpg', 'photo.color.jpg'],
    ['scans/Photo 1.TIFF', join('scans', 'Photo 1.color.TIFF')],
    ['photo', 'photo.color.png'],
    ['photo.2', 'photo.2.color.png'],
    ['a.b.png', 'a.b.color.png'],
    ['-photo.png', '-photo.color.png'],
  ])('puts %s beside its source as %s', (input, output) => {
    expect(defaultImageOutput(input, '.png')).toBe(output);
  });
});

describe('defaultFolderOutput', () => {
  it.each([
    ['scans', 'scans.color'],
    ['scans/', 'scans.color'],
    ['old/scans', join('old', 'scans.color')],
    ['.', join(dirname(process.cwd()), `${basename(process.cwd())}.color`)],
  ])('puts %s beside its source as %s', (input, output) => {
    expect(defaultFolderOutput(input)).toBe(output);
  });
});

describe('defaultSequenceOutput', () => {
  it.each([
    ['shot_%05d.png', 'shot.color'],
    ['in/shot-%d.tif', join('in', 'shot.color')],
    ['%06d.png', 'color'],
    ['take 2 %03d_left.png', 'take 2.color'],
  ])('puts %s beside its source as %s', (pattern, output) => {
    expect(defaultSequenceOutput(pattern)).toBe(output);
  });
});
