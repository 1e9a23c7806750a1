import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputKind } from './input-kind.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-kind-'));
  await mkdir(join(folder, 'scans.png'));
  const files: Record<string, string> = {
    'film.mp4': 'anything',
    'photo.JPG': 'anything',
    'still-named.mp4': '\x89PNG\r\n\x1a\n....',
    'jpeg without extension': '\xff\xd8\xff\xe0........',
    'webp without extension': 'RIFF....WEBPVP8 ',
    'wave without extension': 'RIFF....WAVEfmt ',
    'really called %05d.png': 'anything',
    empty: '',
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes, 'latin1');
});
afterAll(() => rm(folder, { recursive: true }));

describe('inputKind', () => {
  it.each([
    ['film.mp4', 'film'],
    ['photo.JPG', 'image'],
    ['scans.png', 'folder'],
    ['still-named.mp4', 'film'],
    ['jpeg without extension', 'image'],
    ['webp without extension', 'image'],
    ['wave without extension', 'film'],
    ['empty', 'film'],
    ['shot_%05d.png', 'sequence'],
    ['really called %05d.png', 'image'],
  ])('takes %s for a %s', async (name, kind) => {
    expect(await inputKind(join(folder, name))).toBe(kind);
  });

  it('takes - for a pipe', async () => {
    expect(await inputKind('-')).toBe('pipe');
  });

  it.each(['missing.mp4', 'film.mp4/inside', 'x'.repeat(300)])('says that %s is missing', async (name) => {
    const error: unknown = await inputKind(join(folder, name)).catch((reason: unknown) => reason);
    expect(HavcError.is(error, 'INPUT_MISSING')).toBe(true);
  });
});
