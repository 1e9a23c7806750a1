import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eccv16Network } from '@havc/models-zhang';
import { OFFICIAL_WEIGHTS } from '@havc/weights';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/clips.ts';
import { runHavc, spawnHavc } from '../testing/spawn-havc.ts';
import { makeWeightsFile } from '../testing/weights-file.ts';

// The official files are not to be had in a test: made ones stand in their places, with wrong hashes where these are
// known. Of deep-exemplar nobody has recorded the hash, so that any file is taken for it the first time.
const UNKNOWN = 'deep-exemplar';
const UNKNOWN_FILE = 'colorization_checkpoint.zip';
const CONTENT = Buffer.alloc(300_000, 'weights');
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');
const HALF = 150_000;

const base = temporaryFolder();
let count = 0;
let folder: string;
beforeEach(async () => {
  folder = base.path(`run-${count++}`);
  await mkdir(`${folder}/mirror`, { recursive: true });
});

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A mirror on this machine, and what it has been asked for. */
async function startMirror(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.range ?? ''}`.trim());
    answer(request, response);
  });
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}

/** Answers with the content, or with the part that is asked for; says nothing more after `stallAfter` bytes. */
const sendsContent =
  ({ stallAfter }: { readonly stallAfter?: () => number | undefined } = {}): RequestListener =>
  (request, response) => {
    const first = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const body = CONTENT.subarray(first);
    response.writeHead(first > 0 ? 206 : 200, {
      etag: '"v1"',
      'content-length': body.length,
      ...(first > 0 ? { 'content-range': `bytes ${first}-${CONTENT.length - 1}/${CONTENT.length}` } : {}),
    });
    const until = stallAfter?.();
    if (until === undefined) response.end(body);
    else response.write(body.subarray(0, until));
  };

const environment = (more: Record<string, string> = {}) => ({
  HAVC_HOME: `${folder}/home`,
  HAVC_MODELS_URL: `${folder}/mirror`,
  HAVC_OFFLINE: '',
  NO_PROXY: '127.0.0.1',
  ...more,
});

/** Runs `havc models` with a home and a mirror of its own. */
async function models(argv: readonly string[], env: Record<string, string> = {}) {
  const result = await runHavc(['models', ...argv], { cwd: folder, env: environment(env) });
  return { ...result, stdout: result.stdout.toString() };
}

const put = (name: string, content: Uint8Array | string) => writeFile(`${folder}/${name}`, content);
const stored = async (id: string) => (await readdir(`${folder}/home/models/${id}`).catch(() => [])).sort();

describe('havc models', () => {
  it('lists the models and the weights, and says which are here', async () => {
    await put(`mirror/${UNKNOWN_FILE}`, CONTENT);
    await models(['fetch', UNKNOWN]);
    const { stdout, stderr, exitCode } = await models([]);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^ {2}compact .*\(the default\)$/m);
    expect(stdout).toContain(`Official weights, in ${folder}/home:`);
    expect(stdout).toMatch(/^ {2}deoldify-video +- +874 MB +MIT +DeOldify video: /m);
    expect(stdout).toMatch(/^ {2}deep-exemplar +here +300 kB +MIT +Deep Exemplar-based Video Colorization: /m);
    expect(stdout).toMatch(/^ {2}colormnet .*\(not used yet\)$/m);
    expect((await models(['list'])).stdout).toBe(stdout);
  });

  it('lists them for programs', async () => {
    const { stdout } = await models(['list', '--json']);
    const list = JSON.parse(stdout) as { home: string; weights: object[] };
    expect(list.home).toBe(`${folder}/home`);
    expect(list.weights).toHaveLength(OFFICIAL_WEIGHTS.length);
    expect(list.weights[0]).toMatchObject({ id: 'deoldify-video', bytes: 874_066_230, state: 'missing', stored: null });
    expect((await models(['--json'])).stdout).toBe(stdout);
  });

  it.each([
    [['fech'], /^havc: There is no command "havc models fech"\. There are: list, fetch, import, /],
    [['fetch'], /^havc: missing required argument 'id'\n\(havc models fetch --help says what there is\)/],
    [['fetch', 'eccv61'], /^havc: There are no weights "eccv61"\. Did you mean eccv16\?/],
    [['path', 'x', 'y'], /^havc: too many arguments for 'path'/],
    [['fetch', 'eccv16', '--licenses', 'free'], /^havc: option '--licenses <policy>' argument 'free' is invalid/],
    [
      ['fetch', UNKNOWN, '--url', 'ftp://example.com'],
      /must be an http: or https: address, a file: address or a folder/,
    ],
    [['import', 'x.pth', '--allow-unknown-hash'], /^havc: A file of unknown hash needs --as/],
  ])('ends %j with 2 and says why', async (argv, message) => {
    const { exitCode, stderr, stdout } = await models(argv);
    expect(stderr).toMatch(message);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  it('says under what terms the weights come', async () => {
    const { stdout } = await models(['licenses']);
    expect(stdout).toMatch(/^ {2}deoldify-video +MIT +allowed +Jason Antic, /m);
    expect(stdout).toMatch(/^ {2}deep-remaster +CC-BY-NC-SA-4\.0 +forbidden +Satoshi Iizuka, /m);
    const permissive = await models(['licenses', '--licenses', 'permissive', '--json']);
    const list = JSON.parse(permissive.stdout) as { id: string; commercialUse: string }[];
    expect(list.map(({ commercialUse }) => commercialUse)).toEqual(Array(9).fill('allowed'));
  });
});

describe('havc models fetch', () => {
  it('takes files from a folder, and tells whose they are and how they were checked', async () => {
    await put(`mirror/${UNKNOWN_FILE}`, CONTENT);
    const { exitCode, stdout, stderr } = await models(['fetch', UNKNOWN]);
    expect(stderr).toMatch(/^deep-exemplar: MIT, whether commercial use is allowed is unclear\. By Bo Zhang, /);
    expect(stderr).toContain(`\nFrom ${folder}/mirror/${UNKNOWN_FILE} (300 kB).\n`);
    expect(stderr).toMatch(
      /\ndeep-exemplar is here: 300 kB in 0:0\d\. Nobody has recorded its SHA-256: [0-9a-f]{64} is/,
    );
    expect([exitCode, stdout]).toEqual([0, '']);
    const again = await models(['fetch', UNKNOWN], { HAVC_MODELS_URL: `${folder}/nowhere` });
    expect(again.stderr).toContain('deep-exemplar was here already: 300 kB.');
  });

  it('takes files from a server, by --url or the environment, and tells programs of it', async () => {
    const mirror = await startMirror(sendsContent());
    const { exitCode, stdout } = await models(['fetch', UNKNOWN, '--json', '-q', '--url', mirror.url]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      {
        id: UNKNOWN,
        state: 'ready',
        path: `${folder}/home/models/${UNKNOWN}/${UNKNOWN_FILE}`,
        stored: { sha256: SHA256 },
      },
    ]);
    expect(mirror.asked).toEqual([`/${UNKNOWN_FILE}`]);
    await models(['remove', UNKNOWN]);
    expect((await models(['fetch', UNKNOWN], { HAVC_MODELS_URL: mirror.url })).exitCode).toBe(0);
    expect(mirror.asked).toHaveLength(2);
  });

  it('says nothing with --quiet, but what went wrong', async () => {
    await put(`mirror/${UNKNOWN_FILE}`, CONTENT);
    expect(await models(['fetch', UNKNOWN, '-q'])).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    const { stderr } = await models(['fetch', 'eccv16', '--quiet']);
    expect(stderr).toMatch(/^havc: There is no file .*\n$/);
  });

  it('refuses another file than the official one', async () => {
    await put('mirror/colorization_release_v2-9b330a0b.pth', CONTENT);
    const fromFolder = await models(['fetch', 'eccv16']);
    expect(fromFolder.stderr).toMatch(
      /^havc: ".*9b330a0b\.pth" has the SHA-256 [0-9a-f]{64}, and that of the official .* is 9b330a0bae53f4de/m,
    );
    expect(fromFolder.exitCode).toBe(65);
    const mirror = await startMirror(sendsContent());
    const fromServer = await models(['fetch', 'eccv16', '--url', mirror.url]);
    expect(fromServer.stderr).toMatch(/has another file than .*: 300,000 bytes, and 128,976,165 bytes are expected/);
    expect(fromServer.exitCode).toBe(65);
    expect(await stored('eccv16')).toEqual([]);
  });

  it('says plainly that a server has no such file', async () => {
    const mirror = await startMirror((_request, response) => response.writeHead(404).end());
    const { exitCode, stderr } = await models(['fetch', 'siggraph17'], { HAVC_MODELS_URL: mirror.url });
    expect(stderr).toMatch(/siggraph17-df00044c\.pth answers 404: there is no such file\./);
    expect(exitCode).toBe(69);
  });

  it.each<[string, string[], Record<string, string>]>([
    ['--offline', ['--offline'], {}],
    ['HAVC_OFFLINE=1', [], { HAVC_OFFLINE: '1' }],
  ])('uses no network with %s, and says what to do', async (_how, argv, env) => {
    const { exitCode, stderr } = await models(['fetch', 'eccv16', ...argv], { HAVC_MODELS_URL: '', ...env });
    expect(stderr).toMatch(
      /^havc: The weights eccv16 are not here, and the network may not be used .* `havc models import/m,
    );
    expect(exitCode).toBe(69);
  });

  it('refuses weights by their licence with --licenses permissive, before it fetches any', async () => {
    await put('mirror/ddcolor_paper.pth', CONTENT);
    const { exitCode, stderr } = await models(['fetch', 'ddcolor-paper', 'colormnet', '--licenses', 'permissive']);
    expect(stderr).toMatch(/^havc: The weights colormnet are under CC-BY-NC-SA-4\.0, which forbids commercial use/);
    expect(exitCode).toBe(77);
    expect(await stored('ddcolor-paper')).toEqual([]);
  });

  it('fetches nothing where one of several names is wrong', async () => {
    await put(`mirror/${UNKNOWN_FILE}`, CONTENT);
    expect((await models(['fetch', UNKNOWN, 'nothing'])).exitCode).toBe(2);
    expect(await stored(UNKNOWN)).toEqual([]);
  });

  it('downloads once what two runs want at the same time', async () => {
    const mirror = await startMirror((request, response) => {
      setTimeout(() => sendsContent()(request, response), 700);
    });
    const runs = await Promise.all([1, 2].map(() => models(['fetch', UNKNOWN, '--url', mirror.url])));
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(mirror.asked).toHaveLength(1);
    expect(runs.map(({ stderr }) => stderr).join('')).toContain(
      'Another process is at work on deep-exemplar: waiting for it.',
    );
  });

  it.skipIf(process.platform === 'win32')('stops at Ctrl-C, and goes on with the next run', async () => {
    let requests = 0;
    const stallAfter = () => (requests++ === 0 ? HALF : undefined);
    const mirror = await startMirror(sendsContent({ stallAfter }));
    const argv = ['models', 'fetch', UNKNOWN, '--url', mirror.url];
    const { process: child, ended } = spawnHavc(argv, { cwd: folder, env: environment() });
    const partial = `${folder}/home/models/${UNKNOWN}/.${UNKNOWN_FILE}.part`;
    while ((await readFile(partial).catch(() => '')).length < HALF)
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    const { exitCode, stderr } = await ended;
    expect(stderr).toMatch(/^havc: Stopped by Ctrl-C\.$/m);
    expect(exitCode).toBe(130);
    expect(await stored(UNKNOWN)).toEqual([`.${UNKNOWN_FILE}.part`, `.${UNKNOWN_FILE}.part.json`]);
    expect((await models([])).stdout).toMatch(/^ {2}deep-exemplar +partly here /m);
    const next = await models(['fetch', UNKNOWN, '--url', mirror.url]);
    expect(next.stderr).toContain('going on at 150 kB.');
    expect(mirror.asked).toEqual([`/${UNKNOWN_FILE}`, `/${UNKNOWN_FILE} bytes=${HALF}-`]);
    expect(await readFile((await models(['path', UNKNOWN])).stdout.trimEnd())).toEqual(CONTENT);
  });
});

describe('havc models import', () => {
  it('takes a file by its official name', async () => {
    await put(UNKNOWN_FILE, CONTENT);
    const { exitCode, stdout, stderr } = await models(['import', UNKNOWN_FILE]);
    expect(stderr).toMatch(
      /^Imported colorization_checkpoint\.zip as deep-exemplar: 300 kB\. Nobody has recorded its SHA-256/m,
    );
    expect([exitCode, stdout]).toEqual([0, '']);
  });

  it("takes weights of one's own when told to", async () => {
    await makeWeightsFile(`${folder}/tuned model.bin`, eccv16Network(64));
    const own = ['--as', 'eccv16', '--allow-unknown-hash'];
    const { exitCode, stdout, stderr } = await models(['import', 'tuned model.bin', ...own, '--json', '-q']);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ id: 'eccv16', stored: { verifiedAgainst: 'user' } });
    expect((await models(['verify'])).stdout).toMatch(/^ {2}eccv16 {2}ok {2}[0-9a-f]{64} \(your own, as imported\)\n$/);
  });

  it('refuses weights of another network, whose tensors do not fit', async () => {
    await makeWeightsFile(`${folder}/tuned.pth`, eccv16Network(64));
    const { exitCode, stderr } = await models(['import', 'tuned.pth', '--as', 'siggraph17', '--allow-unknown-hash']);
    expect(stderr).toMatch(/^havc: tuned\.pth .*model1\.0\.weight/m);
    expect(exitCode).toBe(65);
    expect(await stored('siggraph17')).toEqual([]);
  });

  it('refuses what is no checkpoint, by the name that it was given', async () => {
    await put('tuned.pth', CONTENT);
    const { exitCode, stderr } = await models(['import', 'tuned.pth', '--as', 'eccv16', '--allow-unknown-hash']);
    expect(stderr).toMatch(/^havc: tuned\.pth can't be used as weights: /m);
    expect(exitCode).toBe(65);
    expect(await stored('eccv16')).toEqual([]);
  });

  it.each<[string, string[], number, RegExp]>([
    [
      'ColorizeVideo_gen.pth',
      [],
      65,
      /that of the official ColorizeVideo_gen\.pth is e3d98bb6.* --as deoldify-video --allow-unknown-hash/,
    ],
    [
      'model.pth',
      [],
      65,
      /is none of the official files, .* Say what it stands for with --as, one of: deoldify-video, /,
    ],
    ['model.pth', ['--as', 'deoldify'], 2, /There are no weights "deoldify"/],
    ['model.pth', ['--as', 'colormnet', '--allow-unknown-hash', '--licenses', 'permissive'], 77, /CC-BY-NC-SA-4\.0/],
  ])('refuses %s with %j', async (name, argv, code, message) => {
    await put(name, CONTENT);
    const { exitCode, stderr } = await models(['import', name, ...argv]);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(code);
  });

  it('replaces other weights with -y only', async () => {
    await makeWeightsFile(`${folder}/one`, eccv16Network(64), 'one');
    await makeWeightsFile(`${folder}/two`, eccv16Network(64), 'two');
    const own = ['--as', 'eccv16', '--allow-unknown-hash'];
    expect((await models(['import', 'one', ...own])).exitCode).toBe(0);
    const refused = await models(['import', 'two', ...own]);
    expect(refused.stderr).toMatch(/^havc: Other weights eccv16 are there already, .*: give -y to replace them\.$/m);
    expect(refused.exitCode).toBe(73);
    expect((await models(['import', 'two', '-y', ...own])).exitCode).toBe(0);
  });

  it('says that there is no such file', async () => {
    expect(await models(['import', 'nothing.pth'])).toMatchObject({
      exitCode: 66,
      stderr: 'havc: There is no file "nothing.pth": check the name and the folder you are in.\n',
    });
  });
});

describe('havc models path, verify and remove', () => {
  beforeEach(async () => {
    await put(UNKNOWN_FILE, CONTENT);
    await models(['import', UNKNOWN_FILE, '-q']);
  });

  it('print where weights lie', async () => {
    const { stdout, stderr } = await models(['path', UNKNOWN]);
    expect([stdout, stderr]).toEqual([`${folder}/home/models/${UNKNOWN}/${UNKNOWN_FILE}\n`, '']);
    const missing = await models(['path', 'eccv16']);
    expect(missing.stderr).toMatch(/^havc: The weights eccv16 are not here: run `havc models fetch eccv16` \(129 MB\)/);
    expect([missing.exitCode, missing.stdout]).toEqual([69, '']);
  });

  it('find what is damaged', async () => {
    expect(await models(['verify'])).toMatchObject({
      exitCode: 0,
      stdout: `  deep-exemplar  ok  ${SHA256} (as at its first use)\n`,
    });
    await writeFile(`${folder}/home/models/${UNKNOWN}/${UNKNOWN_FILE}`, CONTENT.subarray(1));
    const { exitCode, stdout, stderr } = await models(['verify', UNKNOWN]);
    expect(stdout).toMatch(new RegExp(`^ {2}deep-exemplar {2}WRONG {2}[0-9a-f]{64}, expected ${SHA256}$`, 'm'));
    expect(stderr).toContain('run `havc models remove deep-exemplar`, then `havc models fetch deep-exemplar`.');
    expect(exitCode).toBe(65);
    const json = await models(['verify', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject([{ id: UNKNOWN, status: 'wrong', expectedSha256: SHA256 }]);
  });

  it('tell of what is missing', async () => {
    expect(await models(['verify', 'eccv16'])).toMatchObject({ exitCode: 69, stdout: '  eccv16  MISSING\n' });
    await models(['remove', UNKNOWN]);
    expect(await models(['verify'])).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: `There are no weights in ${folder}/home.\n`,
    });
  });

  it('remove weights, and remember the hash of their first use until told to forget it', async () => {
    expect((await models(['remove', UNKNOWN])).stderr).toBe('Removed deep-exemplar: 300 kB are free again.\n');
    expect((await models(['remove', UNKNOWN])).stderr).toBe('deep-exemplar was not here.\n');
    await put(UNKNOWN_FILE, CONTENT.subarray(1));
    const refused = await models(['import', UNKNOWN_FILE]);
    expect(refused.stderr).toMatch(/that of colorization_checkpoint\.zip was [0-9a-f]{64} when it was first used/);
    expect(refused.exitCode).toBe(65);
    await models(['remove', '--forget', UNKNOWN]);
    expect((await models(['import', UNKNOWN_FILE])).exitCode).toBe(0);
  });
});
