import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { WeightEntry } from '../catalogue/weight-entry.ts';
import { openModelStore } from './model-store.ts';
import { failure } from './testing/failure.ts';
import { closeServersAfterEach, sends, startServer } from './testing/file-server.ts';
import { madeBytes, madeEntry, sha256Of } from './testing/made-entry.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const CONTENT = madeBytes(300_000);
const HALF = 150_000;
const SCRIPT = fileURLToPath(new URL('./testing/fetch-in-child.mjs', import.meta.url));

const folder = temporaryFolder();
closeServersAfterEach();

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function fetchInChild(entry: WeightEntry) {
  const child = spawn(process.execPath, [SCRIPT, folder.path('home'), JSON.stringify([entry])], { stdio: 'pipe' });
  children.push(child);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, said })),
  );
  return { child, ended };
}

const storeWith = (entry: WeightEntry) =>
  openModelStore({ home: folder.path('home'), env: {}, catalogue: [entry], timing: { retries: 0, stallMs: 5000 } });

/** Waits until a file has so many bytes; the test's time limit ends it otherwise. */
async function untilBytes(file: string, bytes: number): Promise<void> {
  while ((await stat(file).catch(() => ({ size: 0 }))).size < bytes)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('several processes', () => {
  it('that want the same weights download them once', async () => {
    const server = await startServer((request, response) => {
      // Long enough for all of them to come and find the work taken.
      setTimeout(() => sends(CONTENT)(request, response), 700);
    });
    const entry = madeEntry(CONTENT, { addresses: [server.address('/made.pth')] });
    const results = await Promise.all([1, 2, 3].map(() => fetchInChild(entry).ended));
    for (const { code, said } of results) {
      expect(said).toBe(`ready ${sha256Of(CONTENT)}`);
      expect(code).toBe(0);
    }
    expect(server.asked).toEqual(['GET /made.pth']);
    expect((await readdir(folder.path('home/models/made'))).sort()).toEqual(['made.pth', 'made.pth.json']);
  });
});

describe.skipIf(process.platform === 'win32')('a process that ends in the middle of a download', () => {
  const etag = '"v1"';

  it('by a signal leaves no lock, and what it has got', async () => {
    const server = await startServer(sends(CONTENT, { etag, stallAfter: HALF }), sends(CONTENT, { etag }));
    const entry = madeEntry(CONTENT, { addresses: [server.address('/made.pth')] });
    const { child, ended } = fetchInChild(entry);
    await untilBytes(folder.path('home/models/made/.made.pth.part'), HALF);
    child.kill('SIGINT');
    await ended;
    expect((await readdir(folder.path('home/models/made'))).sort()).toEqual(['.made.pth.part', '.made.pth.part.json']);
    await storeWith(entry).fetch('made');
    expect(server.asked[1]).toBe(`GET /made.pth bytes=${HALF}-`);
  });

  it('by being killed leaves a lock that counts for nothing after ten seconds', async () => {
    const server = await startServer(sends(CONTENT, { etag, stallAfter: HALF }), sends(CONTENT, { etag }));
    const entry = madeEntry(CONTENT, { addresses: [server.address('/made.pth')] });
    const { child, ended } = fetchInChild(entry);
    await untilBytes(folder.path('home/models/made/.made.pth.part'), HALF);
    child.kill('SIGKILL');
    await ended;
    const lock = folder.path('home/models/made/.lock');
    const elevenSecondsAgo = Date.now() / 1000 - 11;
    await utimes(lock, elevenSecondsAgo, elevenSecondsAgo);
    const { path } = await storeWith(entry).fetch('made');
    expect((await readFile(path)).equals(CONTENT)).toBe(true);
    expect(server.asked[1]).toBe(`GET /made.pth bytes=${HALF}-`);
    expect((await readdir(folder.path('home/models/made'))).sort()).toEqual(['made.pth', 'made.pth.json']);
  });

  it('is waited for, until the one who waits has enough of it', async () => {
    const server = await startServer(sends(CONTENT));
    const entry = madeEntry(CONTENT, { addresses: [server.address('/made.pth')] });
    await mkdir(folder.path('home/models/made/.lock'), { recursive: true });
    const controller = new AbortController();
    const onEvent = ({ event }: { readonly event: string }) => {
      if (event === 'lock-wait') controller.abort();
    };
    const error = await failure(storeWith(entry).fetch('made', { signal: controller.signal, onEvent }));
    expect(error.code).toBe('ABORTED');
    expect(server.asked).toEqual([]);
  });
});

describe('a disk that is too small', () => {
  /** Mounts a file system in memory of 1 MB on the home; false where that isn't allowed. */
  async function mountHome(): Promise<boolean> {
    await mkdir(folder.path('home'));
    try {
      if (process.platform !== 'linux') return false;
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder.path('home')], { stdio: 'ignore' });
      return true;
    } catch {
      return false; // not root
    }
  }
  afterEach(() => {
    try {
      execFileSync('umount', [folder.path('home')], { stdio: 'ignore' });
    } catch {
      // Nothing was mounted.
    }
  });

  it('is told of before a byte is written', async ({ skip }) => {
    if (!(await mountHome())) skip('Only root on Linux can mount a small disk.');
    const content = madeBytes(2_000_000);
    const server = await startServer(sends(content));
    const entry = madeEntry(content, { addresses: [server.address('/made.pth')] });
    const error = await failure(storeWith(entry).fetch('made'));
    expect(error.code).toBe('DISK_FULL');
    expect(error.message).toMatch(/made\.pth needs 2\.0 MB in ".*", where .* are free: free some, or set HAVC_HOME/);
    expect((await readdir(folder.path('home/models/made'))).filter((name) => name !== '.lock')).toEqual([]);
  });

  it('is told of when it becomes full, and what has come is kept', async ({ skip }) => {
    if (!(await mountHome())) skip('Only root on Linux can mount a small disk.');
    const content = madeBytes(2_000_000);
    const server = await startServer(sends(content, { chunked: true, etag: '"v1"' }));
    const entry = madeEntry(content, { addresses: [server.address('/made.pth')] }, { known: false });
    const error = await failure(storeWith(entry).fetch('made'));
    expect(error.code).toBe('DISK_FULL');
    expect(error.message).toMatch(/^No space is left in /);
    expect((await storeWith(entry).list())[0]).toMatchObject({ state: 'partial' });
  });

  it('takes no import that is larger', async ({ skip }) => {
    if (!(await mountHome())) skip('Only root on Linux can mount a small disk.');
    const content = madeBytes(2_000_000);
    await writeFile(folder.path('made.pth'), content);
    const error = await failure(storeWith(madeEntry(content)).import(folder.path('made.pth')));
    expect(error.code).toBe('DISK_FULL');
    expect(await readdir(folder.path('home/models/made'))).toEqual([]);
  });
});
