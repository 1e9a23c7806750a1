import { mkdir, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { WeightEntry } from '../../catalogue/weight-entry.ts';
import { type ModelStoreOptions, openModelStore } from '../model-store.ts';
import { failure } from '../testing/failure.ts';
import { answers, closeServersAfterEach, sends, startServer } from '../testing/file-server.ts';
import { madeBytes, madeEntry } from '../testing/made-entry.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { parseOrigin } from './origin.ts';

const CONTENT = madeBytes(5000);
const folder = temporaryFolder();
closeServersAfterEach();

const storeWith = (options: ModelStoreOptions, entry: Partial<WeightEntry> = {}) =>
  openModelStore({
    home: folder.path('home'),
    env: {},
    // An address that would fail: only what replaces it may be asked.
    catalogue: [madeEntry(CONTENT, { addresses: ['http://127.0.0.1:9/made.pth'], ...entry })],
    timing: { retries: 0, stallMs: 1000 },
    ...options,
  });

describe('a mirror', () => {
  it.each([
    ['', '/made.pth'],
    ['/', '/made.pth'],
    ['/deep/er', '/deep/er/made.pth'],
    ['/deep/er/', '/deep/er/made.pth'],
    ['/deep?key=a/b', '/deep/made.pth?key=a/b'],
  ])('at "%s" has the file at %s', async (base, path) => {
    const server = await startServer(sends(CONTENT));
    const { record } = await storeWith({ modelsUrl: server.address(base) }).fetch('made');
    expect(server.asked).toEqual([`GET ${path}`]);
    expect(record!.from).toBe(server.address(path.replace(/\?.*/, '')));
  });

  it('is taken from the environment', async () => {
    const server = await startServer(sends(CONTENT));
    await storeWith({ env: { HAVC_MODELS_URL: server.address('/mirror') } }).fetch('made');
    expect(server.asked).toEqual(['GET /mirror/made.pth']);
  });

  it('is the only one that is asked', async () => {
    const official = await startServer(sends(CONTENT));
    const mirror = await startServer(answers(404));
    const store = storeWith({ modelsUrl: mirror.address('/') }, { addresses: [official.address('/made.pth')] });
    expect((await failure(store.fetch('made'))).message).toContain('404');
    expect(official.asked).toEqual([]);
  });

  it('gets the name and the password that its address has, and nobody else does', async () => {
    const elsewhere = await startServer(sends(CONTENT));
    const mirror = await startServer(answers(302, { location: elsewhere.address('/x?signed=1') }));
    const address = mirror.address('/').replace('http://', 'http://me:se%3Acret@');
    const { record } = await storeWith({ modelsUrl: address }).fetch('made');
    expect(mirror.headers[0]!.authorization).toBe(`Basic ${Buffer.from('me:se:cret').toString('base64')}`);
    expect(elsewhere.headers[0]).not.toHaveProperty('authorization');
    expect(JSON.stringify(record)).not.toMatch(/cret|signed/);
  });

  it('keeps its password out of messages', async () => {
    const mirror = await startServer(answers(404));
    const address = mirror.address('/?key=abc').replace('http://', 'http://me:secret@');
    const error = await failure(storeWith({ modelsUrl: address }).fetch('made'));
    expect(error.message).toContain(mirror.address('/made.pth'));
    expect(JSON.stringify([error.message, error.details])).not.toMatch(/secret|abc/);
  });
});

describe('a folder', () => {
  it.each([
    ['as a path', () => folder.path('with space')],
    ['as an address', () => pathToFileURL(folder.path('with space')).href],
  ])('%s has the files by their names, also offline', async (_how, place) => {
    await mkdir(folder.path('with space'));
    await writeFile(folder.path('with space', 'made.pth'), CONTENT);
    const { state, record } = await storeWith({ modelsUrl: place(), offline: true }).fetch('made');
    expect(state).toBe('ready');
    expect(record).toMatchObject({ from: folder.path('with space', 'made.pth'), verifiedAgainst: 'catalogue' });
  });

  it.each([
    ['lacks the file', undefined, 'INPUT_MISSING', /There is no file ".*made\.pth"/],
    [
      'has another file',
      madeBytes(5000, 7),
      'WEIGHTS_REFUSED',
      /has the SHA-256 .* that of the official made\.pth is .*HAVC_MODELS_URL/,
    ],
    ['has an empty file', Buffer.alloc(0), 'INPUT_UNREADABLE', /is empty \(0 bytes\)/],
  ])('that %s is told of', async (_what, content, code, message) => {
    await mkdir(folder.path('mirror'));
    if (content) await writeFile(folder.path('mirror/made.pth'), content);
    const error = await failure(storeWith({ modelsUrl: folder.path('mirror') }).fetch('made'));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});

describe('offline', () => {
  it.each([
    ['by the option', { offline: true }],
    ['by HAVC_OFFLINE=1', { env: { HAVC_OFFLINE: '1' } }],
    ['by HAVC_OFFLINE=yes', { env: { HAVC_OFFLINE: 'yes' } }],
  ])('%s, no server is asked, and it is said what to get and where to put it', async (_how, options) => {
    const server = await startServer(sends(CONTENT));
    const store = storeWith(options, { addresses: [server.address('/made.pth')] });
    const error = await failure(store.fetch('made'));
    expect(error.code).toBe('MODEL_MISSING');
    expect(error.message).toContain(`Get made.pth (5.0 kB) on another machine from ${server.address('/made.pth')}`);
    expect(error.message).toContain('`havc models import made.pth`');
    expect(error.message).toContain(folder.path('home/models/made/made.pth'));
    expect(server.asked).toEqual([]);
  });

  it.each(['', '0', 'false', 'no', 'off'])('is not meant by HAVC_OFFLINE=%s', async (value) => {
    const server = await startServer(sends(CONTENT));
    await storeWith({ env: { HAVC_OFFLINE: value } }, { addresses: [server.address('/made.pth')] }).fetch('made');
    expect(server.asked).toHaveLength(1);
  });
});

describe('parseOrigin', () => {
  it.each(['ftp://example.com/', 's3://bucket', 'data:text/plain,x', 'file://elsewhere/x', 'http://'])(
    'refuses %s',
    (text) => {
      expect(() => parseOrigin(text)).toThrow(/must be an http: or https: address, a file: address or a folder/);
    },
  );

  it.each([undefined, '', '  '])('takes %j for the official addresses', (text) => {
    expect(parseOrigin(text)).toEqual({ kind: 'official' });
  });

  it('takes a drive of Windows for a folder', () => {
    expect(parseOrigin('D:\\models')).toMatchObject({ kind: 'folder' });
  });
});
