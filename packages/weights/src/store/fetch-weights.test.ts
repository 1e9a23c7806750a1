import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { HavcError, type HavcErrorCode } from '@havc/core';
import { describe, expect, it } from 'vitest';
import type { WeightEntry } from '../catalogue/weight-entry.ts';
import { type ModelStoreOptions, openModelStore } from './model-store.ts';
import type { StoreEvent } from './store-event.ts';
import { failure } from './testing/failure.ts';
import { answers, closeServersAfterEach, type FileServer, sends, startServer } from './testing/file-server.ts';
import { madeBytes, madeEntry, sha256Of } from './testing/made-entry.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const CONTENT = madeBytes(300_000);
const OTHER = madeBytes(300_000, 99);
const HALF = 150_000;

const folder = temporaryFolder();
closeServersAfterEach();

/** A store with one entry, whose file the server has at `/made.pth`, which waits and retries fast. */
function storeFor(
  server: FileServer,
  entry: Partial<WeightEntry> = {},
  options: ModelStoreOptions & { known?: boolean } = {},
) {
  const { known = true, ...more } = options;
  return openModelStore({
    home: folder.path('home'),
    env: {},
    catalogue: [madeEntry(CONTENT, { addresses: [server.address('/made.pth')], ...entry }, { known })],
    timing: { retries: 2, retryDelayMs: 1, connectMs: 1000, stallMs: 1000 },
    ...more,
  });
}

async function fetched(store: ReturnType<typeof storeFor>, events: StoreEvent[] = []) {
  const weights = await store.fetch('made', { onEvent: (event) => events.push(event) });
  return { weights, content: await readFile(weights.path) };
}

/** What is in the folder of the entry. */
const files = async () => (await readdir(folder.path('home', 'models', 'made')).catch(() => [])).sort();

describe('fetching weights', () => {
  it('puts the file under its official name, with a record of what it is', async () => {
    const server = await startServer(sends(CONTENT));
    const { weights, content } = await fetched(storeFor(server));
    expect(content.equals(CONTENT)).toBe(true);
    expect(weights).toMatchObject({
      state: 'ready',
      bytes: CONTENT.length,
      path: folder.path('home/models/made/made.pth'),
    });
    expect(weights.record).toMatchObject({
      id: 'made',
      sha256: sha256Of(CONTENT),
      bytes: CONTENT.length,
      from: server.address('/made.pth'),
      verifiedAgainst: 'catalogue',
    });
    expect(await files()).toEqual(['made.pth', 'made.pth.json']);
    expect(server.headers[0]).toMatchObject({ 'accept-encoding': 'identity' });
  });

  it('asks no server for what is there', async () => {
    const server = await startServer(sends(CONTENT));
    const store = storeFor(server);
    await store.fetch('made');
    await store.fetch('made');
    expect(server.asked).toEqual(['GET /made.pth']);
  });

  it('tells how far it is', async () => {
    const server = await startServer(sends(CONTENT));
    const events: StoreEvent[] = [];
    await fetched(storeFor(server), events);
    expect(events[0]).toEqual({
      event: 'transfer-start',
      id: 'made',
      from: server.address('/made.pth'),
      bytes: 0,
      totalBytes: CONTENT.length,
    });
    expect(events.at(-1)).toMatchObject({ event: 'bytes-done', work: 'transfer', bytes: CONTENT.length });
  });

  it('fetches no file twice when asked twice at once', async () => {
    const server = await startServer(sends(CONTENT));
    const store = storeFor(server);
    const events: StoreEvent[] = [];
    const onEvent = (event: StoreEvent) => events.push(event);
    await Promise.all([store.fetch('made', { onEvent }), store.fetch('made', { onEvent })]);
    expect(server.asked).toEqual(['GET /made.pth']);
    expect(events.filter(({ event }) => event === 'lock-wait')).toHaveLength(1);
  });
});

describe('a connection that is cut', () => {
  it('is gone on with where it was cut, for the same version of the file', async () => {
    const server = await startServer(
      sends(CONTENT, { etag: '"v1"', cutAfter: HALF }),
      sends(CONTENT, { etag: '"v1"' }),
    );
    const { content } = await fetched(storeFor(server));
    expect(content.equals(CONTENT)).toBe(true);
    expect(server.asked).toEqual(['GET /made.pth', `GET /made.pth bytes=${HALF}-`]);
    expect(server.headers[1]!['if-range']).toBe('"v1"');
  });

  it('is gone on with by the date of the file where it has no ETag, or a weak one', async () => {
    const lastModified = 'Tue, 01 Jul 2025 10:00:00 GMT';
    const etag = 'W/"v1"';
    const server = await startServer(
      sends(CONTENT, { etag, lastModified, cutAfter: HALF }),
      sends(CONTENT, { etag, lastModified }),
    );
    const { content } = await fetched(storeFor(server, {}, { known: false }));
    expect(content.equals(CONTENT)).toBe(true);
    expect(server.asked[1]).toBe(`GET /made.pth bytes=${HALF}-`);
    expect(server.headers[1]!['if-range']).toBe(lastModified);
  });

  it('is gone on with by the next run', async () => {
    const options = { etag: '"v1"' };
    const server = await startServer(sends(CONTENT, { ...options, cutAfter: HALF }), sends(CONTENT, options));
    const timing = { retries: 0, retryDelayMs: 1 };
    const error = await failure(storeFor(server, {}, { timing }).fetch('made'));
    expect(error.code).toBe('DOWNLOAD_FAILED');
    expect(error.message).toMatch(/made\.pth (cut the connection|ended before its time), at the only try\./);
    expect(await files()).toEqual(['.made.pth.part', '.made.pth.part.json']);
    expect((await storeFor(server).list())[0]).toMatchObject({ state: 'partial', bytes: HALF });
    const events: StoreEvent[] = [];
    const { content } = await fetched(storeFor(server), events);
    expect(content.equals(CONTENT)).toBe(true);
    expect(server.asked).toEqual(['GET /made.pth', `GET /made.pth bytes=${HALF}-`]);
    expect(events.find(({ event }) => event === 'transfer-start')).toMatchObject({ bytes: HALF });
    expect(await files()).toEqual(['made.pth', 'made.pth.json']);
  });

  it('is begun anew where neither a version nor a hash would tell whether the parts belong together', async () => {
    const server = await startServer(sends(CONTENT, { cutAfter: HALF }), sends(CONTENT));
    const { content } = await fetched(storeFor(server, {}, { known: false }));
    expect(content.equals(CONTENT)).toBe(true);
    expect(server.asked).toEqual(['GET /made.pth', 'GET /made.pth']);
  });

  it('is given up after some tries that bring nothing, and says how many', async () => {
    const server = await startServer(sends(CONTENT, { cutAfter: 0 }));
    const error = await failure(storeFor(server).fetch('made'));
    expect(error.code).toBe('DOWNLOAD_FAILED');
    expect(error.message).toMatch(/at the last of 3 tries\..*havc models import made\.pth/);
    expect(server.asked).toHaveLength(3);
  });

  it('is tried again as often as it brings a good piece', async () => {
    const large = madeBytes(10_500_000);
    const cut: RequestListener = (request, response) =>
      sends(large, { etag: '"v1"', cutAfter: 1_100_000 })(request, response);
    const server = await startServer(cut);
    const entry = madeEntry(large, { addresses: [server.address('/made.pth')] });
    const { content } = await fetched(storeFor(server, entry));
    expect(content.equals(large)).toBe(true);
    // More than its rule allows without progress: what was under way at a cut is lost, so their number varies.
    expect(server.asked.length).toBeGreaterThan(8);
  });
});

describe('a server that goes its own way', () => {
  it.each<[string, RequestListener]>([
    ['ignores ranges', sends(CONTENT, { etag: '"v1"', ignoresRanges: true })],
    ['has another version meanwhile, and says so', sends(CONTENT, { etag: '"v2"' })],
  ])('that %s is listened to from the beginning', async (_what, second) => {
    const server = await startServer(sends(OTHER, { etag: '"v1"', cutAfter: HALF }), second);
    const { content } = await fetched(storeFor(server));
    expect(content.equals(CONTENT)).toBe(true);
    expect(server.asked).toEqual(['GET /made.pth', `GET /made.pth bytes=${HALF}-`]);
  });

  it.each<[string, RequestListener]>([
    [
      'sends another version although it was asked for the old',
      sends(CONTENT, { etag: '"v2"', ignoresValidators: true }),
    ],
    [
      'lies of the part that it sends',
      sends(CONTENT, { etag: '"v1"', headers: { 'content-range': 'bytes 0-299999/300000' } }),
    ],
    [
      'lies of the length of the whole',
      sends(CONTENT, { etag: '"v1"', headers: { 'content-range': 'bytes 150000-299999/400000' } }),
    ],
    ['does not say which part it sends', sends(CONTENT, { etag: '"v1"', headers: { 'content-range': 'all of it' } })],
    ['finds that the part is outside of the file', answers(416, { 'content-range': 'bytes */100' })],
  ])('that %s is asked again from the beginning', async (_what, second) => {
    const server = await startServer(sends(OTHER, { etag: '"v1"', cutAfter: HALF }), second, sends(CONTENT));
    const { content } = await fetched(storeFor(server));
    expect(content.equals(CONTENT)).toBe(true);
    expect(server.asked).toEqual(['GET /made.pth', `GET /made.pth bytes=${HALF}-`, 'GET /made.pth']);
  });

  it('that has changed the file unseen is asked for all of it, once the hash shows it', async () => {
    const server = await startServer(sends(OTHER, { etag: '"v"', cutAfter: HALF }), sends(CONTENT, { etag: '"v"' }));
    const { content } = await fetched(storeFor(server));
    expect(content.equals(CONTENT)).toBe(true);
    expect(server.asked).toEqual(['GET /made.pth', `GET /made.pth bytes=${HALF}-`, 'GET /made.pth']);
  });

  it('that sends a shorter part than was asked for is asked for the rest', async () => {
    const first: RequestListener = (_request, response) =>
      void response
        .writeHead(206, { etag: '"v1"', 'content-range': `bytes ${HALF}-199999/300000`, 'content-length': '50000' })
        .end(CONTENT.subarray(HALF, 200_000));
    const server = await startServer(
      sends(CONTENT, { etag: '"v1"', cutAfter: HALF }),
      first,
      sends(CONTENT, { etag: '"v1"' }),
    );
    const { content } = await fetched(storeFor(server));
    expect(content.equals(CONTENT)).toBe(true);
    expect(server.asked[2]).toBe('GET /made.pth bytes=200000-');
  });

  it('knows by 416 that a file of unknown length was complete', async () => {
    const server = await startServer(sends(CONTENT, { etag: '"v1"' }));
    const place = folder.path('home/models/made');
    await mkdir(place, { recursive: true });
    await writeFile(`${place}/.made.pth.part`, CONTENT);
    const record = { version: 1, address: server.address('/made.pth'), validator: '"v1"', totalBytes: CONTENT.length };
    await writeFile(`${place}/.made.pth.part.json`, JSON.stringify(record));
    const { content } = await fetched(storeFor(server, {}, { known: false }));
    expect(content.equals(CONTENT)).toBe(true);
    expect(server.asked).toEqual([`GET /made.pth bytes=${CONTENT.length}-`]);
  });

  it('is not asked at all where an earlier run had brought everything', async () => {
    const server = await startServer(sends(CONTENT));
    await mkdir(folder.path('home/models/made'), { recursive: true });
    await writeFile(folder.path('home/models/made/.made.pth.part'), CONTENT);
    const { content } = await fetched(storeFor(server));
    expect(content.equals(CONTENT)).toBe(true);
    expect(server.asked).toEqual([]);
  });
});

describe('a wrong file', () => {
  it.each<[string, RequestListener, HavcErrorCode, RegExp]>([
    ['other bytes', sends(OTHER), 'WEIGHTS_REFUSED', /another file than made\.pth: its SHA-256 is [0-9a-f]{64}, and/],
    ['too few bytes', sends(CONTENT.subarray(1)), 'WEIGHTS_REFUSED', /299,999 bytes, and 300,000 bytes are expected/],
    ['too many bytes', sends(madeBytes(300_001)), 'WEIGHTS_REFUSED', /300,001 bytes, and 300,000 bytes are expected/],
    [
      'too many bytes, length unsaid',
      sends(madeBytes(900_000), { chunked: true }),
      'WEIGHTS_REFUSED',
      /sends more than/,
    ],
    [
      'a page about a lack of money',
      answers(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': '4' }, '<p>!'),
      'DOWNLOAD_FAILED',
      /it sends a web page and no file/,
    ],
    [
      'compressed bytes',
      sends(CONTENT, { headers: { 'content-encoding': 'gzip' } }),
      'DOWNLOAD_FAILED',
      /sends the file compressed \(gzip\)/,
    ],
  ])('of %s is refused, and leaves nothing behind', async (_what, answer, code, message) => {
    const server = await startServer(answer);
    const error = await failure(storeFor(server).fetch('made'));
    expect(error.message).toMatch(message);
    expect(error.code).toBe(code);
    expect(await files()).toEqual([]);
    expect(server.asked).toHaveLength(1);
  });

  it('whose end comes early where its length was unsaid is tried again', async () => {
    const server = await startServer(
      sends(CONTENT.subarray(0, HALF), { chunked: true, etag: '"v1"' }),
      sends(CONTENT, { etag: '"v1"' }),
    );
    const { content } = await fetched(storeFor(server));
    expect(content.equals(CONTENT)).toBe(true);
    expect(server.asked[1]).toBe(`GET /made.pth bytes=${HALF}-`);
  });

  it.each<[string, RequestListener, RegExp]>([
    ['a page', sends(CONTENT, { headers: { 'content-type': 'text/html' } }), /it sends a web page and no file/],
    ['more than a file may have', sends(CONTENT), /sends more than made\.pth can have: over 200 kB/],
    ['more than a file may have, length unsaid', sends(CONTENT, { chunked: true }), /over 200 kB/],
    [
      'a file without end',
      (_request, response) => {
        response.socket!.end('HTTP/1.0 200 OK\r\nContent-Type: application/octet-stream\r\n\r\nabc');
      },
      /it doesn't say how long the file is/,
    ],
  ])('of unknown hash is refused where the server sends %s', async (_what, answer, message) => {
    const server = await startServer(answer);
    const error = await failure(storeFor(server, {}, { known: false, maxBytes: 200_000 }).fetch('made'));
    expect(error.message).toMatch(message);
    expect(await files()).toEqual([]);
  });
});

describe('an answer without a file', () => {
  it.each([
    [404, /answers 404: there is no such file\./],
    [403, /answers 403: access is not allowed\./],
    [401, /answers 401: a name and a password are asked for\./],
    [410, /answers 410: the file is gone\./],
    [418, /answers 418: no file comes\./],
    [204, /answers 204: no file comes\./],
  ])('%i ends it at once and is said plainly', async (statusCode, message) => {
    const server = await startServer(answers(statusCode));
    const error = await failure(storeFor(server).fetch('made'));
    expect(error).toMatchObject({ code: 'DOWNLOAD_FAILED', details: { statusCode, id: 'made' } });
    expect(error.message).toMatch(message);
    expect(server.asked).toHaveLength(1);
  });

  it.each([500, 502, 503, 408, 429])('%i is tried again', async (statusCode) => {
    const server = await startServer(answers(statusCode, { 'retry-after': '0' }), sends(CONTENT));
    const events: StoreEvent[] = [];
    const { content } = await fetched(storeFor(server), events);
    expect(content.equals(CONTENT)).toBe(true);
    expect(events[0]).toMatchObject({
      event: 'transfer-retry',
      waitMs: 0,
      message: expect.stringContaining(`answers ${statusCode}`),
    });
  });

  it('500 for ever is given up', async () => {
    const server = await startServer(answers(500));
    const error = await failure(storeFor(server).fetch('made'));
    expect(error.message).toMatch(/answers 500 \(trouble of the server\), at the last of 3 tries\./);
    expect(server.asked).toHaveLength(3);
  });

  it('is waited for no longer than the time-out, before it begins and in its middle', async () => {
    const server = await startServer(
      () => {},
      sends(CONTENT, { etag: '"v1"', stallAfter: HALF }),
      sends(CONTENT, { etag: '"v1"' }),
    );
    const events: StoreEvent[] = [];
    const timing = { retries: 2, retryDelayMs: 1, stallMs: 200 };
    const { content } = await fetched(storeFor(server, {}, { timing }), events);
    expect(content.equals(CONTENT)).toBe(true);
    const said = events.flatMap((event) => (event.event === 'transfer-retry' ? [event.message] : []));
    expect(said).toEqual([expect.stringMatching(/does not answer\.$/), expect.stringMatching(/has stalled\.$/)]);
    expect(server.asked[2]).toBe(`GET /made.pth bytes=${HALF}-`);
  });

  it('comes at once from a port where nobody listens', async () => {
    const server = await startServer(answers(404));
    const address = 'http://127.0.0.1:9/made.pth'; // the port "discard", which nobody uses
    const error = await failure(storeFor(server, { addresses: [address] }).fetch('made'));
    expect(error.message).toContain('http://127.0.0.1:9/made.pth refuses connections.');
  });
});

describe('redirects', () => {
  it('are followed, with the range that is asked for', async () => {
    const server = await startServer(
      answers(302, { location: '/elsewhere/x?key=1' }),
      sends(CONTENT, { etag: '"v1"', cutAfter: HALF }),
      answers(307, { location: '/elsewhere/x?key=2' }),
      sends(CONTENT, { etag: '"v1"' }),
    );
    const { weights, content } = await fetched(storeFor(server));
    expect(content.equals(CONTENT)).toBe(true);
    expect(server.asked).toEqual([
      'GET /made.pth',
      'GET /elsewhere/x?key=1',
      `GET /made.pth bytes=${HALF}-`,
      `GET /elsewhere/x?key=2 bytes=${HALF}-`,
    ]);
    expect(weights.record!.from).toBe(server.address('/made.pth'));
  });

  it.each([
    ['in a circle', '/made.pth', /it redirects more than 10 times/],
    ['to a file', 'file:///etc/passwd', /it redirects to file:, which is not followed/],
    ['to another kind of server', 'ftp://example.com/made.pth', /it redirects to ftp:, which is not followed/],
    ['to nowhere', 'http://', /it redirects to what is no address/],
  ])('%s are not followed', async (_where, location, message) => {
    const server = await startServer(answers(302, { location }));
    const error = await failure(storeFor(server).fetch('made'));
    expect(error.code).toBe('DOWNLOAD_FAILED');
    expect(error.message).toMatch(message);
  });
});

describe('several addresses', () => {
  it('are tried one after the other, and the failure is told', async () => {
    const good = await startServer(sends(CONTENT));
    const bad = await startServer(answers(404));
    const events: StoreEvent[] = [];
    const addresses = [bad.address('/made.pth'), good.address('/other/made.pth')];
    const { weights } = await fetched(storeFor(good, { addresses }), events);
    expect(weights.record!.from).toBe(good.address('/other/made.pth'));
    expect(events[0]).toMatchObject({
      event: 'address-failed',
      message: expect.stringMatching(/404: .* The next address/),
    });
  });

  it('share what has come, where the hash tells that it is the same file', async () => {
    const first = await startServer(sends(CONTENT, { cutAfter: HALF }), answers(404));
    const second = await startServer(sends(CONTENT, { etag: '"other"' }));
    const addresses = [first.address('/made.pth'), second.address('/made.pth')];
    const { content } = await fetched(storeFor(first, { addresses }));
    expect(content.equals(CONTENT)).toBe(true);
    expect(second.asked).toEqual([`GET /made.pth bytes=${HALF}-`]);
    expect(second.headers[0]).not.toHaveProperty('if-range');
  });

  it('are all told of when none has the file', async () => {
    const [one, two] = [await startServer(answers(404)), await startServer(sends(OTHER))];
    const addresses = [one.address('/made.pth'), two.address('/made.pth')];
    const error = await failure(storeFor(one, { addresses }).fetch('made'));
    expect(error.code).toBe('DOWNLOAD_FAILED');
    expect(error.message).toMatch(
      /could not be fetched\. .* answers 404: .* another file than .* \(https:\/\/example\.com\/made\)/,
    );
  });
});

describe('a file of unknown hash', () => {
  it('is known by the hash of its first use ever after', async () => {
    const server = await startServer(sends(CONTENT), sends(OTHER));
    const store = storeFor(server, {}, { known: false });
    expect((await store.fetch('made')).record).toMatchObject({
      verifiedAgainst: 'first-use',
      sha256: sha256Of(CONTENT),
    });
    expect(await store.remove('made')).toBe(CONTENT.length);
    expect((await store.list())[0]).toMatchObject({ state: 'missing' });
    const error = await failure(store.fetch('made'));
    expect(error).toMatchObject({
      code: 'WEIGHTS_REFUSED',
      details: { sha256: sha256Of(OTHER), expectedSha256: sha256Of(CONTENT) },
    });
    await store.remove('made', { forget: true });
    expect((await store.fetch('made')).record).toMatchObject({ verifiedAgainst: 'first-use', sha256: sha256Of(OTHER) });
  });
});

describe('a store', () => {
  it('takes no file that does not pass its check, and forgets it', async () => {
    const server = await startServer(sends(CONTENT));
    const seen: string[] = [];
    const validate = async (path: string, entry: WeightEntry) => {
      seen.push(entry.id, sha256Of(await readFile(path)));
      throw new HavcError('WEIGHTS_REFUSED', 'It has no tensors.');
    };
    const error = await failure(storeFor(server, {}, { validate }).fetch('made'));
    expect(error.message).toBe('It has no tensors.');
    expect(seen).toEqual(['made', sha256Of(CONTENT)]);
    expect(await files()).toEqual([]);
  });

  it('refuses weights whose licence its policy does not take, before any request', async () => {
    const server = await startServer(sends(CONTENT));
    const store = storeFor(
      server,
      { license: 'CC-BY-NC-SA-4.0', commercialUse: 'forbidden' },
      { licenses: 'permissive' },
    );
    const error = await failure(store.fetch('made'));
    expect(error.code).toBe('LICENSE_REFUSED');
    expect(error.message).toContain('under CC-BY-NC-SA-4.0, which forbids commercial use');
    expect(server.asked).toEqual([]);
  });

  it('stops within a moment when asked to, and goes on later', async () => {
    const server = await startServer(
      sends(CONTENT, { etag: '"v1"', stallAfter: HALF }),
      sends(CONTENT, { etag: '"v1"' }),
    );
    const controller = new AbortController();
    const store = storeFor(server);
    const onEvent = (event: StoreEvent) => {
      if (event.event === 'bytes-done' && event.bytes === HALF) controller.abort();
    };
    const error = await failure(store.fetch('made', { signal: controller.signal, onEvent }));
    expect(error.code).toBe('ABORTED');
    expect(await files()).toEqual(['.made.pth.part', '.made.pth.part.json']);
    const { content } = await fetched(store);
    expect(content.equals(CONTENT)).toBe(true);
    expect(server.asked[1]).toBe(`GET /made.pth bytes=${HALF}-`);
  });

  it('asks nobody when it was stopped before it began', async () => {
    const server = await startServer(sends(CONTENT));
    expect((await failure(storeFor(server).fetch('made', { signal: AbortSignal.abort() }))).code).toBe('ABORTED');
    expect(server.asked).toEqual([]);
  });

  it('writes through no symbolic link below its home', async () => {
    const server = await startServer(sends(CONTENT));
    await mkdir(folder.path('home/models'), { recursive: true });
    await mkdir(folder.path('outside'));
    await symlink(folder.path('outside'), folder.path('home/models/made'));
    const error = await failure(storeFor(server).fetch('made'));
    expect(error.code).toBe('OUTPUT_UNWRITABLE');
    expect(error.message).toMatch(/models\/made" is a symbolic link, and nothing is written through one.*HAVC_HOME/);
    expect(await readdir(folder.path('outside'))).toEqual([]);
  });

  it('writes no partial file through a symbolic link', async () => {
    const server = await startServer(sends(CONTENT));
    await mkdir(folder.path('home/models/made'), { recursive: true });
    await writeFile(folder.path('precious'), 'precious');
    await symlink(folder.path('precious'), folder.path('home/models/made/.made.pth.part'));
    const error = await failure(storeFor(server).fetch('made'));
    expect(error.code).toBe('OUTPUT_UNWRITABLE');
    expect(await readFile(folder.path('precious'), 'utf8')).toBe('precious');
  });

  it('may lie behind a symbolic link itself', async () => {
    const server = await startServer(sends(CONTENT));
    await mkdir(folder.path('disk'));
    await symlink(folder.path('disk'), folder.path('home'));
    await fetched(storeFor(server));
    expect(await readdir(folder.path('disk/models/made'))).toEqual(['made.pth', 'made.pth.json']);
  });

  it('replaces no file that someone has put there, unless it is the right one', async () => {
    const server = await startServer(sends(CONTENT));
    await mkdir(folder.path('home/models/made'), { recursive: true });
    const file = folder.path('home/models/made/made.pth');
    await writeFile(file, OTHER);
    const error = await failure(storeFor(server).fetch('made'));
    expect(error.code).toBe('WEIGHTS_REFUSED');
    expect(error.message).toMatch(/damaged or were replaced\. Run `havc models remove made`/);
    expect((await readFile(file)).equals(OTHER)).toBe(true);
    await writeFile(file, CONTENT);
    expect((await fetched(storeFor(server))).weights.record).toMatchObject({ verifiedAgainst: 'catalogue' });
    expect(server.asked).toEqual([]);
  });

  it('says where it can not write', async () => {
    const server = await startServer(sends(CONTENT));
    await writeFile(folder.path('home'), 'a file');
    const error = await failure(storeFor(server).fetch('made'));
    expect(error.code).toBe('OUTPUT_UNWRITABLE');
    expect(error.message).toMatch(/a part of its path is a file and not a folder.*HAVC_HOME/);
  });
});
