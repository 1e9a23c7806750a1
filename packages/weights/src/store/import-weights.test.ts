import { mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { HavcError } from '@havc/core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WeightEntry } from '../catalogue/weight-entry.ts';
import { type ModelStoreOptions, openModelStore } from './model-store.ts';
import { failure } from './testing/failure.ts';
import { madeBytes, madeEntry, sha256Of } from './testing/made-entry.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const FIRST = madeBytes(3000, 1);
const SECOND = madeBytes(2_500_000, 2);
const UNKNOWN = madeBytes(4000, 3);
const OWN = madeBytes(5000, 4);

const CATALOGUE: readonly WeightEntry[] = [
  madeEntry(FIRST, { id: 'first', file: 'first.pth' }),
  madeEntry(SECOND, {
    id: 'second',
    file: 'second.pth',
    otherForms: [{ file: 'model.bin', bytes: OWN.length, sha256: sha256Of(OWN), figuresFrom: 'the test' }],
  }),
  madeEntry(UNKNOWN, { id: 'unknown', file: 'unknown.pth' }, { known: false }),
];

const folder = temporaryFolder();
const open = (options: ModelStoreOptions = {}) =>
  openModelStore({ home: folder.path('home'), env: {}, catalogue: CATALOGUE, ...options });
const put = async (name: string, content: Uint8Array | string) => {
  await writeFile(folder.path(name), content);
  return folder.path(name);
};
const files = async (id: string) => (await readdir(folder.path('home/models', id)).catch(() => [])).sort();

describe('importing weights', () => {
  it.each([
    ['by its hash, whatever its name', 'download (1).pth', SECOND, 'second', 'catalogue'],
    ['by the hash of another form', 'whatever', OWN, 'second', 'catalogue'],
    ['by its name where its hash is not known', 'unknown.pth', UNKNOWN, 'unknown', 'first-use'],
  ])('knows a file %s', async (_how, name, content, id, verifiedAgainst) => {
    const { entry, state, record, path } = await open().import(await put(name, content));
    expect([entry.id, state]).toEqual([id, 'ready']);
    expect(record).toMatchObject({ verifiedAgainst, sha256: sha256Of(content), from: folder.path(name) });
    expect((await readFile(path)).equals(content)).toBe(true);
    expect(await files(id)).toEqual([entry.file, `${entry.file}.json`]);
  });

  it('leaves the original alone, and takes a copy of its own', async () => {
    const source = await put('first.pth', FIRST);
    const { path } = await open().import(source);
    expect((await stat(source)).ino).not.toBe((await stat(path)).ino);
    await writeFile(source, OWN);
    expect((await readFile(path)).equals(FIRST)).toBe(true);
  });

  it('takes the file behind a symbolic link', async () => {
    await put('real', FIRST);
    await symlink(folder.path('real'), folder.path('link'));
    expect((await open().import(folder.path('link'))).entry.id).toBe('first');
  });

  it('tells how far it is', async () => {
    const done: number[] = [];
    const source = await put('second.pth', SECOND);
    await open().import(source, {
      onEvent: (event) => {
        if (event.event === 'bytes-done') done.push(event.bytes);
      },
    });
    expect(done.at(-1)).toBe(SECOND.length);
  });

  it.each<[string, string, Uint8Array | string, object, string, RegExp]>([
    [
      'that nobody knows',
      'x.pth',
      OWN.subarray(1),
      {},
      'INPUT_UNSUPPORTED',
      /none of the official files, .*with --as, one of: first, second, unknown\./,
    ],
    [
      'with an official name and another hash',
      'first.pth',
      UNKNOWN,
      {},
      'WEIGHTS_REFUSED',
      /has the SHA-256 .* that of the official first\.pth is .* --as first --allow-unknown-hash\./,
    ],
    [
      'that was said to be another',
      'x.pth',
      SECOND,
      { as: 'first' },
      'WEIGHTS_REFUSED',
      /that of the official first\.pth is/,
    ],
    [
      'that is a pointer of Git LFS',
      'first.pth',
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\n',
      {},
      'WEIGHTS_REFUSED',
      /a Git LFS pointer, not the file: run `git lfs pull`/,
    ],
    [
      'that is a web page',
      'model',
      '<!DOCTYPE html><p>Sorry',
      {},
      'INPUT_UNSUPPORTED',
      /a web page that was saved in its place/,
    ],
    ['that is empty', 'first.pth', '', {}, 'INPUT_UNREADABLE', /is empty \(0 bytes\)/],
    [
      'for weights that there are not',
      'x.pth',
      FIRST,
      { as: 'frist' },
      'OPTION_INVALID',
      /There are no weights "frist"\. Did you mean first\?/,
    ],
    [
      'of unknown hash without saying for what',
      'x.pth',
      OWN,
      { allowUnknownHash: true },
      'OPTION_INVALID',
      /needs --as with the id/,
    ],
  ])('refuses a file %s', async (_what, name, content, options, code, message) => {
    const error = await failure(open().import(await put(name, content), options));
    expect(error.message).toMatch(message);
    expect(error.code).toBe(code);
    expect(await files('first')).toEqual([]);
  });

  it('refuses what is no file', async () => {
    expect(await failure(open().import(folder.path('nothing')))).toMatchObject({ code: 'INPUT_MISSING' });
    expect((await failure(open().import(folder.path()))).message).toMatch(
      /is a folder: name the file of weights in it/,
    );
  });

  it("takes weights of one's own when told to, and checks them ever after", async () => {
    const store = open();
    const { record, path } = await store.import(await put('mine.pth', OWN), { as: 'first', allowUnknownHash: true });
    expect(record).toMatchObject({ verifiedAgainst: 'user', sha256: sha256Of(OWN) });
    expect(await store.verify('first')).toMatchObject({ status: 'ok', verifiedAgainst: 'user' });
    expect(await store.path('first')).toBe(path);
    await writeFile(path, FIRST);
    expect(await store.verify('first')).toMatchObject({ status: 'wrong', expectedSha256: sha256Of(OWN) });
  });

  it('still says of an official file that it is one', async () => {
    const options = { as: 'first', allowUnknownHash: true };
    expect((await open().import(await put('x', FIRST), options)).record!.verifiedAgainst).toBe('catalogue');
  });

  it('remembers the hash of its first use, and no other', async () => {
    const store = open();
    await store.import(await put('unknown.pth', UNKNOWN));
    await store.remove('unknown');
    const error = await failure(store.import(await put('unknown.pth', OWN.subarray(9)), { as: 'unknown' }));
    expect(error.message).toMatch(/that of unknown\.pth was [0-9a-f]{64} when it was first used \(\d{4}-\d\d-\d\d\)/);
  });

  it('replaces other weights only when told to', async () => {
    const store = open();
    await store.import(await put('mine.pth', OWN), { as: 'first', allowUnknownHash: true });
    const error = await failure(store.import(await put('first.pth', FIRST)));
    expect(error.code).toBe('OUTPUT_EXISTS');
    expect((await readFile(await store.path('first'))).equals(OWN)).toBe(true);
    const { record } = await store.import(folder.path('first.pth'), { overwrite: true });
    expect(record!.verifiedAgainst).toBe('catalogue');
    expect(await files('first')).toEqual(['first.pth', 'first.pth.json']);
  });

  it('is content when the same weights are there', async () => {
    const store = open();
    const source = await put('first.pth', FIRST);
    const { record } = await store.import(source);
    expect((await store.import(source)).record).toEqual(record);
    expect((await failure(store.import(folder.path('home/models/first/first.pth')))).message).toMatch(
      /stored file itself/,
    );
  });

  it('takes nothing that does not pass its check', async () => {
    const validate = async (path: string, entry: WeightEntry) => {
      throw new HavcError('WEIGHTS_REFUSED', `${entry.id}: ${(await stat(path)).size} bytes without a tensor.`);
    };
    const error = await failure(open({ validate }).import(await put('first.pth', FIRST)));
    expect(error.message).toBe('first: 3000 bytes without a tensor.');
    expect(await files('first')).toEqual([]);
  });

  it('takes nothing whose licence is refused', async () => {
    const catalogue = [madeEntry(FIRST, { commercialUse: 'unclear' })];
    const error = await failure(open({ catalogue, licenses: 'permissive' }).import(await put('x', FIRST)));
    expect(error.code).toBe('LICENSE_REFUSED');
    expect(error.message).toContain('without it being clear that all of them may be used commercially');
  });

  it('clears away what an import has left that was killed, and nothing else', async () => {
    await mkdir(folder.path('home/models/first'), { recursive: true });
    await writeFile(folder.path('home/models/first/.first.pth.0123456789ab.part'), 'half of it');
    await writeFile(folder.path('home/models/first/.first.pth.notes.part'), "the user's own");
    await open().import(await put('first.pth', FIRST));
    expect(await files('first')).toEqual(['.first.pth.notes.part', 'first.pth', 'first.pth.json']);
  });

  it('stops when asked to, and leaves nothing behind', async () => {
    const controller = new AbortController();
    const source = await put('second.pth', SECOND);
    const onEvent = () => controller.abort();
    expect((await failure(open().import(source, { signal: controller.signal, onEvent }))).code).toBe('ABORTED');
    expect(await files('second')).toEqual([]);
  });
});

describe('stored weights', () => {
  let file: string;
  beforeEach(async () => {
    await open().import(await put('first.pth', FIRST));
    file = folder.path('home/models/first/first.pth');
  });

  it('have a path', async () => {
    expect(await open().path('first')).toBe(file);
  });

  it('are missed with advice', async () => {
    const error = await failure(open().path('second'));
    expect(error.code).toBe('MODEL_MISSING');
    expect(error.message).toBe(
      'The weights second are not here: run `havc models fetch second` (2.5 MB), ' +
        'or `havc models import` with second.pth from elsewhere.',
    );
  });

  it('are not given when the licence is refused', async () => {
    const catalogue = [madeEntry(FIRST, { id: 'first', file: 'first.pth', commercialUse: 'forbidden' })];
    expect((await failure(open({ catalogue, licenses: 'permissive' }).path('first'))).code).toBe('LICENSE_REFUSED');
  });

  it('are listed with their states', async () => {
    await mkdir(folder.path('home/models/unknown'));
    await writeFile(folder.path('home/models/unknown/unknown.pth'), UNKNOWN);
    const states = async () => (await open().list()).map(({ entry, state, bytes }) => [entry.id, state, bytes]);
    expect(await states()).toEqual([
      ['first', 'ready', FIRST.length],
      ['second', 'missing', 0],
      ['unknown', 'unchecked', UNKNOWN.length],
    ]);
    await writeFile(file, OWN);
    expect((await states())[0]).toEqual(['first', 'changed', OWN.length]);
  });

  it('are read again once they have been touched, and not twice', async () => {
    const events: string[] = [];
    const onEvent = ({ event }: { readonly event: string }) => events.push(event);
    await open().path('first', { onEvent });
    expect(events).toEqual([]);
    await utimes(file, 1000, 1000);
    expect(await open().path('first', { onEvent })).toBe(file);
    expect(events).toEqual(['bytes-done']);
    await open().path('first', { onEvent });
    expect(events).toHaveLength(1);
    expect((await open().list())[0]).toMatchObject({ state: 'ready' });
  });

  it('are not given when they have become others', async () => {
    await writeFile(file, OWN);
    const error = await failure(open().path('first'));
    expect(error).toMatchObject({
      code: 'WEIGHTS_REFUSED',
      details: { sha256: sha256Of(OWN), expectedSha256: sha256Of(FIRST) },
    });
  });

  it('are taken up where someone has put them, by the catalogue or as their first use', async () => {
    for (const [id, content] of [
      ['second', SECOND],
      ['unknown', UNKNOWN],
    ] as const) {
      await mkdir(folder.path('home/models', id));
      await writeFile(folder.path('home/models', id, `${id}.pth`), content);
      await open().path(id);
    }
    const [, second, unknown] = await open().list();
    expect([second!.record!.verifiedAgainst, unknown!.record!.verifiedAgainst]).toEqual(['catalogue', 'first-use']);
  });

  it('are verified by their hash, be they touched or not', async () => {
    expect(await open().verify('first')).toEqual({
      entry: CATALOGUE[0],
      status: 'ok',
      path: file,
      sha256: sha256Of(FIRST),
      expectedSha256: sha256Of(FIRST),
      verifiedAgainst: 'catalogue',
    });
    expect(await open().verify('second')).toMatchObject({ status: 'missing', sha256: null });
    const { mtime } = await stat(file);
    const damaged = Buffer.from(FIRST);
    damaged[1000]! ^= 1;
    await writeFile(file, damaged);
    await utimes(file, mtime, mtime);
    expect(await open().verify('first')).toMatchObject({ status: 'wrong', expectedSha256: sha256Of(FIRST) });
  });

  it('that were known by first use are verified by the catalogue once it knows them', async () => {
    await open().import(await put('unknown.pth', UNKNOWN));
    const catalogue = [madeEntry(UNKNOWN, { id: 'unknown', file: 'unknown.pth' })];
    expect(await open({ catalogue }).verify('unknown')).toMatchObject({ status: 'ok', verifiedAgainst: 'catalogue' });
    expect((await open({ catalogue }).list())[0]!.record).toMatchObject({ verifiedAgainst: 'catalogue' });
    const other = [madeEntry(OWN, { id: 'unknown', file: 'unknown.pth' })];
    expect(await open({ catalogue: other }).verify('unknown')).toMatchObject({ status: 'wrong' });
  });

  it.each(['', '{', '[]', '{"version":2}', '{"version":1,"sha256":"../../x"}'])(
    'are hashed anew where their record is %j',
    async (record) => {
      await writeFile(`${file}.json`, record);
      expect((await open().list())[0]).toMatchObject({ state: 'unchecked' });
      expect(await open().path('first')).toBe(file);
      expect((await open().list())[0]).toMatchObject({ state: 'ready' });
    },
  );

  it('are removed, with all that belongs to them', async () => {
    await writeFile(folder.path('home/models/first/.first.pth.part'), 'x');
    await writeFile(folder.path('home/models/first/notes.txt'), "the user's own");
    expect(await open().remove('first')).toBe(FIRST.length);
    expect(await files('first')).toEqual(['notes.txt']);
    expect(await open().remove('first')).toBe(0);
    expect(await open().remove('second')).toBe(0);
  });

  it('are no way out of the store', async () => {
    await put('precious', 'precious');
    await open().remove('first');
    await symlink(folder.path('precious'), file);
    await open().remove('first');
    expect(await readFile(folder.path('precious'), 'utf8')).toBe('precious');
  });
});
