import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../film/decode.ts';
import { probe } from '../probe/probe.ts';
import { makeClip, runFfmpeg, runFfprobe, withFolder } from '../testing/clips.ts';
import { copyFilm } from '../testing/copy-film.ts';
import { planEncode } from './encode-plan.ts';
import { provenanceTags, tagArguments } from './provenance-tags.ts';

/** Whatever has a meaning somewhere: in shells, in ffmpeg's own files of metadata, in JSON, in XML. */
const RECIPE = JSON.stringify(
  { note: '"quoted" \\ back; a=b # no comment\n\'single\' $HOME %d `x` <tag> & ü 日本 🎞', '=': ['-y', ';', null] },
  null,
  2,
);
const COMMENT = 'Coloured with havc; preset "medium" (a=b) # ü \\ 🎞';

/** The container's tags, by their names in lower case. */
async function tagsOf(path: string): Promise<Record<string, string>> {
  const { format } = (await runFfprobe(['-show_format', path])) as { format: { tags?: Record<string, string> } };
  return Object.fromEntries(Object.entries(format.tags ?? {}).map(([name, text]) => [name.toLowerCase(), text]));
}

describe('options.metadata of a film', () => {
  it.each([
    ['h264', 'mkv', { havc_recipe: RECIPE, comment: COMMENT }],
    ['vp9', 'webm', { havc_recipe: RECIPE, comment: COMMENT }],
    ['h264', 'mp4', { comment: `${COMMENT}\n${RECIPE}` }],
    ['h264', 'mov', { comment: `${COMMENT}\n${RECIPE}` }],
    ['ffv1', 'avi', { comment: `${COMMENT}\n${RECIPE}` }],
  ] as const)(
    'comes back from %s in %s character for character, and so do the own tags',
    async (codec, extension, expected) => {
      await withFolder(async (folder) => {
        const own = ['-metadata', 'title=Zürich; "1939"', '-metadata', 'copyright=nobody'];
        const source = await makeClip(join(folder, 'in.mkv'), { output: ['-c:v', 'ffv1', '-level', '1', ...own] });
        const result = join(folder, `out.${extension}`);
        await copyFilm(source, result, { codec, metadata: { recipe: RECIPE, comment: COMMENT } });
        expect(await tagsOf(result)).toMatchObject({ title: 'Zürich; "1939"', copyright: 'nobody', ...expected });
      });
    },
  );

  it('holds a recipe of 60 KB', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'));
      const recipe = JSON.stringify({ notes: 'ü"'.repeat(15_000) });
      for (const extension of ['mkv', 'mp4', 'mov']) {
        const result = join(folder, `out.${extension}`);
        await copyFilm(source, result, { metadata: { recipe } });
        const { havc_recipe: tag, comment } = await tagsOf(result);
        expect(tag ?? comment).toBe(recipe);
      }
    });
  });

  it("never replaces the film's own comment, and says what is left out", async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'plain.mkv'));
      for (const [own, extension, recipe] of [
        ['in.mkv', 'mp4', undefined],
        ['in.mp4', 'mov', undefined],
        ['in.mp4', 'mkv', RECIPE],
      ] as const) {
        const commented = join(folder, own);
        await runFfmpeg(['-i', source, '-c:v', 'libx264', '-metadata', 'comment=my own; words', commented]);
        expect((await probe(commented)).comment).toBe('my own; words');
        const result = join(folder, `out.${extension}`);
        const metadata = { recipe: RECIPE, comment: COMMENT };
        await copyFilm(commented, result, { metadata, overwrite: true });
        const tags = await tagsOf(result);
        expect([tags['comment'], tags['havc_recipe']]).toEqual(['my own; words', recipe]);
        await using film = await decode(commented);
        const { notes } = await planEncode(film, result, { metadata });
        expect(notes.some((note) => note.includes("film's own comment is kept"))).toBe(recipe === undefined);
      }
    });
  });

  it('replaces a comment that the writer says is its own', () => {
    const metadata = { comment: 'Coloured anew.', replaces: ['Coloured '] };
    const tagsFor = (comment: string) => provenanceTags({ comment }, 'mp4', metadata).tags;
    expect(tagsFor('Coloured with an earlier version.\n{}')).toEqual({ comment: 'Coloured anew.' });
    expect(tagsFor('Not Coloured by anyone.')).toEqual({});
  });

  it('replaces the recipe of an earlier colouring', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'));
      await copyFilm(source, join(folder, 'once.mkv'), { metadata: { recipe: '{"name":"old"}' } });
      await copyFilm(join(folder, 'once.mkv'), join(folder, 'twice.mkv'), { metadata: { recipe: '{"name":"new"}' } });
      expect((await tagsOf(join(folder, 'twice.mkv')))['havc_recipe']).toBe('{"name":"new"}');
    });
  });

  it('is nothing in y4m', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'));
      await copyFilm(source, join(folder, 'out.y4m'), { metadata: { recipe: RECIPE, comment: COMMENT } });
      expect(await tagsOf(join(folder, 'out.y4m'))).toEqual({});
    });
  });
});

describe('provenanceTags', () => {
  it.each([
    [
      'too long a recipe',
      { recipe: `"${'x'.repeat(65_535)}"` },
      'options.metadata.recipe must have at most 65536 bytes',
    ],
    ['bytes, not characters, count', { recipe: 'ü'.repeat(32_769) }, 'got 65538'],
    ['too long a comment', { comment: 'x'.repeat(1025) }, 'options.metadata.comment must have at most 1024 bytes'],
    ['an empty text', { comment: '' }, "a text that isn't empty"],
    ['something else', { recipe: {} as string }, 'got {}'],
    ['a NUL character', { recipe: 'a\0b' }, 'without NUL'],
    ['half a character', { recipe: 'a\ud800b' }, 'Unicode'],
  ])('refuses %s, in every container', (_, metadata, message) => {
    for (const container of ['matroska', 'mp4', 'mpegts', 'yuv4mpegpipe']) {
      expect(() => provenanceTags({}, container, metadata)).toThrow(
        expect.objectContaining({ code: 'OPTION_INVALID', message: expect.stringContaining(message) }),
      );
    }
  });

  it('says where there is no place for it', () => {
    const { tags, notes } = provenanceTags({}, 'mpegts', { recipe: '{}' });
    expect([tags, notes]).toEqual([{}, ['mpegts has no place for how the film was made: .mkv and .mp4 have.']]);
  });

  it('says nothing where nothing is to be written', () => {
    expect(provenanceTags({}, 'mpegts')).toEqual({ tags: {}, notes: [] });
    expect(provenanceTags({ comment: 'mine' }, 'mp4', {})).toEqual({ tags: {}, notes: [] });
  });

  it('leaves out a recipe that is too long for a comment or for a command on Windows', () => {
    const metadata = { recipe: 'x'.repeat(65_100), comment: 'c' };
    const long = provenanceTags({}, 'mov', metadata, 'linux');
    expect([long.tags, long.notes.length]).toEqual([{ comment: 'c' }, 1]);
    const windows = provenanceTags({}, 'matroska', metadata, 'win32');
    expect([windows.tags, windows.notes.length]).toEqual([{ comment: 'c' }, 1]);
    expect(provenanceTags({}, 'matroska', metadata, 'linux').notes).toEqual([]);
  });

  it('makes one argument of each tag, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (recipe) => {
        fc.pre(!recipe.includes('\0'));
        const tags = provenanceTags({}, 'matroska', { recipe });
        expect(tagArguments(tags)).toEqual(['-metadata', `HAVC_RECIPE=${recipe}`]);
      }),
    );
  });
});
