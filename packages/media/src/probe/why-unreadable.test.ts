import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../testing/clips.ts';
import { whyTooLarge, whyUnreadable } from './why-unreadable.ts';

const MOOV = '[mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] moov atom not found';

describe('whyUnreadable', () => {
  it.each<[string, string, string[], RegExp]>([
    [
      'a playlist that was refused',
      'anything',
      ['[hls @ 0x1] Format not on whitelist "mov"', 'x: Invalid argument'],
      /^is a playlist/,
    ],
    ['a playlist that was not recognised', '#EXTM3U\n', [MOOV], /^is a playlist/],
    ['a playlist behind a byte order mark', '\uFEFF#EXTM3U\n', [MOOV], /^is a playlist/],
    ['a manifest of DASH', '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011">', [], /^is a playlist/],
    [
      'another kind that was refused',
      'x',
      ['[srt @ 0x1] Format not on whitelist'],
      /^is of a kind that isn't opened \(srt\)/,
    ],
    ['text', 'Dear reader', [MOOV], /^is text, whatever its name says$/],
    ['a document', '%PDF-1.7 \x01\x02', [MOOV], /^is a PDF document$/],
    ['a film without its index', '\0\0\0\x20ftypisom\0\0\0\0', [MOOV], /^has no index \(moov\)/],
    [
      'noise',
      '\x01\x02\x03\xff'.repeat(20),
      [MOOV, 'file:FILE: Invalid data found'],
      /^can't be read as a film \(Invalid data found\)$/,
    ],
    ['nothing said', '\x01\x02\x03\xff', [], /^can't be read as a film \(ffprobe said nothing\)$/],
  ])('of %s', (_what, content, messages, expected) =>
    withFolder(async (folder) => {
      const path = join(folder, 'film.mp4');
      await writeFile(path, content);
      const { what, advice } = await whyUnreadable(
        path,
        messages.map((line) => line.replace('FILE', path)),
      );
      expect(what).toMatch(expected);
      expect(advice).toMatch(/\.$/);
    }),
  );

  it('of a file that is gone meanwhile', async () => {
    expect((await whyUnreadable('/nowhere/film.mp4', ['No such file'])).what).toContain('No such file');
  });
});

describe('whyTooLarge', () => {
  it('finds the size that was too large, not what followed from it', () => {
    const lines = [
      '[h264 @ 0x1] Picture size 0x0 is invalid',
      '[ffv1 @ 0x1] [IMGUTILS @ 0x2] Picture size 16000x16000 exceeds specified max pixel count 100000000, see',
    ];
    expect(whyTooLarge(lines)?.what).toContain('16000x16000 pixels');
    expect(whyTooLarge(lines.slice(0, 1))).toBeUndefined();
  });
});
