import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { encode } from '../encode/encode.ts';
import { defaultOutput, planEncode } from '../encode/encode-plan.ts';
import { decode } from '../film/decode.ts';
import { probe } from '../probe/probe.ts';
import { runFfmpeg, runFfprobe, withFolder } from '../testing/clips.ts';
import { copyFilm } from '../testing/copy-film.ts';

describe('what is copied along', () => {
  async function makeRichFilm(folder: string): Promise<string> {
    const path = join(folder, 'rich.mkv');
    const subtitles = join(folder, 'subtitles.srt');
    const metadata = join(folder, 'metadata.txt');
    const font = join(folder, 'font.ttf');
    await writeFile(subtitles, '1\n00:00:00,000 --> 00:00:00,400\nHello\n');
    await writeFile(
      metadata,
      ';FFMETADATA1\ntitle=A family film\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=200\ntitle=One\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=200\nEND=400\ntitle=Two\n',
    );
    await writeFile(font, Buffer.alloc(64, 1));
    await runFfmpeg([
      ...[
        '-f',
        'lavfi',
        '-i',
        'testsrc2=s=64x48:r=25:d=0.4',
        '-f',
        'lavfi',
        '-i',
        'sine=d=0.4',
        '-f',
        'lavfi',
        '-i',
        'sine=440:d=0.4',
      ],
      ...['-i', subtitles, '-i', metadata, '-attach', font, '-metadata:s:t', 'mimetype=application/x-truetype-font'],
      ...['-map', '0:v', '-map', '1:a', '-map', '2:a', '-map', '3:s', '-map_metadata', '4', '-map_chapters', '4'],
      ...['-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=deu', '-metadata:s:s:0', 'language=fra'],
      ...['-c:v', 'libx264', '-c:a:0', 'aac', '-c:a:1', 'pcm_s16le', '-c:s', 'srt', path],
    ]);
    return path;
  }

  it('are all tracks, languages, chapters, attachments and the title, byte for byte', async () => {
    await withFolder(async (folder) => {
      const source = await makeRichFilm(folder);
      const result = join(folder, 'out.mkv');
      await copyFilm(source, result);
      const before = await probe(source);
      const after = await probe(result);
      const summary = (tracks: typeof before.otherTracks) =>
        tracks.map(({ kind, codec, language }) => ({ kind, codec, language }));
      expect(summary(after.otherTracks)).toEqual(summary(before.otherTracks));
      expect(after.otherTracks.map((track) => track.kind)).toEqual(['audio', 'audio', 'subtitle', 'attachment']);
      expect(after.chapterCount).toBe(2);
      const { format } = (await runFfprobe(['-show_format', result])) as { format: { tags: Record<string, string> } };
      expect(format.tags['title']).toBe('A family film');
      const sound = (path: string) => runFfmpeg(['-i', path, '-map', '0:a', '-c', 'copy', '-f', 'framemd5', '-']);
      const lines = async (path: string) =>
        String(await sound(path))
          .split('\n')
          .filter((line) => /^\d/.test(line));
      expect(await lines(result)).toEqual(await lines(source));
    });
  });

  it('is said before starting where the container can not hold it, with the one that can', async () => {
    await withFolder(async (folder) => {
      const source = await makeRichFilm(folder);
      const result = join(folder, 'out.mp4');
      await using film = await decode(source);
      const refusal = await encode(film, film.frames, result).catch((error: unknown) => error);
      expect(HavcError.is(refusal, 'OUTPUT_UNSUPPORTED')).toBe(true);
      expect((refusal as Error).message).toMatch(/subrip subtitle, fra.*\.mkv/s);
      expect(await readdir(folder)).not.toContain('out.mp4');
      expect(await defaultOutput(film.info)).toMatchObject({
        path: join(folder, 'rich.color.mkv'),
        note: expect.stringContaining("can't hold"),
      });
      const converted = await planEncode(film, result, { unheldTracks: 'convert' });
      expect(converted.converted).toContain(3);
      expect(converted.notes.join()).toMatch(/Converted: .*track 3 \(subrip subtitle, fra\)/);
      expect(converted.notes.join()).toMatch(/Left out: track 4 .*attachment/);
      await encode(film, film.frames, result, { unheldTracks: 'convert' });
      const after = await probe(result);
      expect(after.otherTracks.filter((track) => track.kind === 'audio').map((track) => track.codec)).toEqual([
        'aac',
        // From ffmpeg 7 on, MP4 holds uncompressed sound, and there is nothing to convert.
        expect.stringMatching(/^(aac|pcm_s16le)$/),
      ]);
      expect(after.otherTracks.find((track) => track.kind === 'subtitle')?.codec).toBe('mov_text');
    });
  });
});
