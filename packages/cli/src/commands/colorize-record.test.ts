import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { locateFfmpeg } from '@havc/media';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../run.ts';
import { makeClip, runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import { createMemoryStream } from '../testing/memory-stream.ts';
import { runHavc } from '../testing/spawn-havc.ts';

/** What the tests look at in a recipe that a run has written. */
interface RunRecord {
  readonly name?: string;
  readonly color: object;
  readonly made: {
    readonly havc: string;
    readonly input: string;
    readonly models: object[];
    readonly fallback?: string;
  };
}

const FRAMES = 6;
const base = temporaryFolder();
beforeAll(() => makeClip(base.path('source.mp4'), FRAMES));

let count = 0;
let folder: string;
beforeEach(async () => {
  folder = base.path(`run-${count++}`);
  await mkdir(folder);
  await copyFile(base.path('source.mp4'), `${folder}/film.mp4`);
});
afterEach(() => vi.unstubAllEnvs());

const environment = () => ({ HAVC_HOME: `${folder}/home`, HAVC_OFFLINE: '', NO_PROXY: '127.0.0.1' });
const havc = (...argv: string[]) =>
  runHavc(['colorize', ...argv, '--device', 'cpu'], { cwd: folder, env: environment() });
const files = async () => (await readdir(folder)).filter((name) => name !== 'home').sort();
const text = (name: string) => readFile(`${folder}/${name}`, 'utf8');
const readRecord = async (name: string) => JSON.parse(await text(name)) as RunRecord;
const MKV = ['--codec', 'ffv1'] as const;

/** MD5 of each frame, all planes. */
async function frameHashes(name: string): Promise<string[]> {
  const said = (await runFfmpeg('-i', `file:${folder}/${name}`, '-map', '0:v', '-f', 'framemd5', '-')).toString();
  return [...said.matchAll(/^0,.*, *([0-9a-f]{32})$/gm)].map((match) => match[1]!);
}

/** The tags of a film, by their names in lower case. */
async function tagsOf(name: string): Promise<Readonly<globalThis.Record<string, string>>> {
  const { ffprobe } = await locateFfmpeg();
  const { stdout } = await promisify(execFile)(ffprobe, [
    '-v',
    'error',
    '-show_format',
    '-of',
    'json',
    `${folder}/${name}`,
  ]);
  const { format } = JSON.parse(stdout) as { format: { tags?: globalThis.Record<string, string> } };
  return Object.fromEntries(Object.entries(format.tags ?? {}).map(([tag, value]) => [tag.toLowerCase(), value]));
}

describe('the recipe that havc colorize writes beside a film', () => {
  it('is complete, says what made it, and makes the same film again', async () => {
    const first = await havc('film.mp4', '-o', 'a.mkv', ...MKV, '--preset', 'fast-preview', '--size', '32');
    expect(first.stderr).toContain('Recipe: a.mkv.recipe.json; given as --recipe, it makes the same again.\n');
    expect(first.exitCode).toBe(0);
    const record = await readRecord('a.mkv.recipe.json');
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
      readonly version: string;
    };
    const model = new URL('../../../models-compact/model/compact.onnx', import.meta.url);
    const sha256 = createHash('sha256')
      .update(await readFile(model))
      .digest('hex');
    expect(record).toMatchObject({
      version: 1,
      name: 'fast-preview with changes',
      size: 32,
      luma: 'source',
      shots: [],
    });
    expect(record.color).toMatchObject({ model: 'compact', inputSizes: [160], before: [], after: [] });
    expect(record.made).toEqual({ havc: version, input: 'film.mp4', models: [{ name: 'compact', sha256 }] });

    const second = await havc('film.mp4', '-o', 'b.mkv', ...MKV, '--recipe', 'a.mkv.recipe.json');
    expect(second.exitCode).toBe(0);
    const hashes = await frameHashes('a.mkv');
    expect(hashes).toHaveLength(FRAMES);
    expect(await frameHashes('b.mkv')).toEqual(hashes);
    // The one on disk says of the second run what the first one's says of the first.
    expect(await text('b.mkv.recipe.json')).toBe(await text('a.mkv.recipe.json'));
  });

  it('is in the film too, where the container has a place for it', async () => {
    await havc('film.mp4', '-o', 'a.mkv', ...MKV, '--model', 'identity');
    await havc('film.mp4', '-o', 'b.mp4', '--model', 'identity');
    const record = await readRecord('a.mkv.recipe.json');
    const mkv = await tagsOf('a.mkv');
    expect(JSON.parse(mkv['havc_recipe']!)).toEqual(record);
    expect(mkv['comment']).toContain(`havc ${record.made.havc}`);
    const [line, ...rest] = (await tagsOf('b.mp4'))['comment']!.split('\n');
    expect(line).toBe(mkv['comment']);
    expect(JSON.parse(rest.join('\n'))).toEqual(record);
  });

  it('is left out of a film when it is too long for it, which is said', async () => {
    const shots = Array.from({ length: 2000 }, (_, n) => ({
      from: n,
      to: n + 1,
      set: { 'prepare+': { filter: 'tweak' } },
    }));
    await writeFile(`${folder}/long.json`, JSON.stringify({ version: 1, color: { model: 'identity' }, shots }));
    const { exitCode, stderr } = await havc('film.mp4', '-o', 'a.mkv', ...MKV, '--recipe', 'long.json');
    expect(stderr).toContain('The recipe is too long to be written into the film itself.\n');
    expect(exitCode).toBe(0);
    expect((await tagsOf('a.mkv'))['havc_recipe']).toBeUndefined();
    expect((await readRecord('a.mkv.recipe.json')).made.models).toEqual([{ name: 'identity' }]);
  });

  it('is not written with --no-recipe-file, nor beside a pipe', async () => {
    expect((await havc('film.mp4', '-o', 'a.mkv', ...MKV, '--model', 'identity', '--no-recipe-file')).exitCode).toBe(0);
    expect((await havc('film.mp4', '-o', '-', '--model', 'identity')).exitCode).toBe(0);
    expect(await files()).toEqual(['a.mkv', 'film.mp4']);
  });

  it('is nothing that is overwritten without -y, and this is told before the work', async () => {
    await writeFile(`${folder}/film.color.mp4.recipe.json`, 'precious');
    const argv = ['film.mp4', '--model', 'identity'];
    for (const more of [[], ['-n']]) {
      const refused = await havc(...argv, ...more);
      expect(refused.stderr).toMatch(/^havc: The output "film\.color\.mp4\.recipe\.json" exists already: /m);
      expect(refused.exitCode).toBe(73);
    }
    expect((await havc(...argv)).stderr).toContain('give -y to replace it, or --no-recipe-file to go without.');
    expect(await files()).toEqual(['film.color.mp4.recipe.json', 'film.mp4']);
    expect(await text('film.color.mp4.recipe.json')).toBe('precious');
    expect((await havc(...argv, '--no-recipe-file')).exitCode).toBe(0);
    expect(await text('film.color.mp4.recipe.json')).toBe('precious');
    expect((await havc(...argv, '-y')).exitCode).toBe(0);
    expect((await readRecord('film.color.mp4.recipe.json')).made.input).toBe('film.mp4');
  });

  it('never takes the place of the recipe that was given, even with -y', async () => {
    const mine = '{ "version": 1, "name": "mine", "color": { "model": "identity" } }';
    await writeFile(`${folder}/film.color.mp4.recipe.json`, mine);
    const { exitCode, stderr } = await havc('film.mp4', '--recipe', './film.color.mp4.recipe.json', '-y');
    expect(stderr).toContain('Recipe: film.color.mp4.recipe.json, which was given, stays as it is.\n');
    expect(exitCode).toBe(0);
    expect(await text('film.color.mp4.recipe.json')).toBe(mine);
    const refused = await havc(
      'film.mp4',
      '--recipe',
      'film.color.mp4.recipe.json',
      '-o',
      'film.color.mp4.recipe.json',
      '-y',
    );
    expect(refused.exitCode).not.toBe(0);
    expect(await text('film.color.mp4.recipe.json')).toBe(mine);
  });

  it('fits beside an output whose name is as long as names can be', async () => {
    const name = `${'x'.repeat(251)}.mkv`;
    const { exitCode } = await havc('film.mp4', '-o', name, ...MKV, '--model', 'identity');
    expect(exitCode).toBe(0);
    expect(await files()).toEqual(['film.mp4', name, `${'x'.repeat(243)}.recipe.json`].sort());
  });
});

describe('the recipe that havc colorize writes for a folder of images', () => {
  beforeEach(async () => {
    await mkdir(`${folder}/scans`);
    for (const name of ['a.png', 'b.png']) {
      await runFfmpeg('-i', base.path('source.mp4'), '-frames:v', '1', `${folder}/scans/${name}`);
    }
  });

  it('is that of the last run that coloured something', async () => {
    const argv = ['scans', '-o', 'out', '--model', 'identity'];
    expect((await havc(...argv)).stderr).toContain('Recipe: out/havc.recipe.json; ');
    await runFfmpeg('-i', base.path('source.mp4'), '-frames:v', '1', `${folder}/scans/c.png`);
    expect((await havc(...argv, '-n', '--set', 'name=second')).exitCode).toBe(0);
    expect(await readRecord('out/havc.recipe.json')).toMatchObject({ name: 'second', made: { input: 'scans' } });
    // Nothing is left to colour, and so nothing to tell of how.
    expect((await havc(...argv, '-n', '--set', 'name=third')).stderr).not.toContain('Recipe:');
    expect((await readRecord('out/havc.recipe.json')).name).toBe('second');
  });

  it('does not take the place of a file that is something else', async () => {
    await mkdir(`${folder}/out`);
    await writeFile(`${folder}/out/havc.recipe.json`, '{"made": "by hand"}');
    const refused = await havc('scans', '-o', 'out', '--model', 'identity');
    expect(refused.stderr).toMatch(/^havc: The output "out\/havc\.recipe\.json" exists already: /m);
    expect(refused.exitCode).toBe(73);
    expect(await readdir(`${folder}/out`)).toEqual(['havc.recipe.json']);
    expect((await havc('scans', '-o', 'out', '--model', 'identity', '--no-recipe-file')).exitCode).toBe(0);
    expect(await text('out/havc.recipe.json')).toBe('{"made": "by hand"}');
  });

  it('is not there where every image failed', async () => {
    await mkdir(`${folder}/bad`);
    await writeFile(`${folder}/bad/a.png`, 'no image');
    expect((await havc('bad', '-o', 'out', '--model', 'identity')).exitCode).toBe(65);
    expect(await files()).toEqual(['bad', 'film.mp4', 'scans']);
  });

  it('stops at the first image for a mistake in the recipe, which all would meet', async () => {
    const color = { model: 'identity', before: [{ filter: 'lut', file: 'nowhere.cube' }] };
    await writeFile(`${folder}/lut.json`, JSON.stringify({ version: 1, color }));
    const { exitCode, stderr } = await havc('scans', '--recipe', 'lut.json');
    expect(stderr).not.toContain('FAILED');
    expect(stderr).toMatch(/^havc: There is no file of the recipe ".*nowhere\.cube"\.$/m);
    expect(exitCode).toBe(66);
    expect(await files()).toEqual(['film.mp4', 'lut.json', 'scans']);
  });
});

describe('havc colorize without the weights that its recipe needs', () => {
  it('fails with the one command that gets them, and leaves nothing behind', async () => {
    const { exitCode, stderr } = await havc('film.mp4', '--preset', 'slow', '--color-model', 'stable+modelscope');
    // deoldify-stable is blended with deoldify-video.
    expect(stderr).toMatch(/^havc: slow needs weights that aren't here: /m);
    expect(stderr).toContain('`havc models fetch deoldify-video deoldify-stable ddcolor-modelscope` gets them');
    expect(exitCode).toBe(69);
    expect(await files()).toEqual(['film.mp4']);
  });

  it('colours with the built-in model when told to, and says so on the console, in the recipe and in the film', async () => {
    const argv = ['film.mp4', '--preset', 'fast', '--allow-fallback'];
    const { exitCode, stderr } = await havc(...argv, '-o', 'a.mkv', ...MKV);
    expect(exitCode).toBe(0);
    for (const wanted of ['deoldify-video', 'ddcolor-artistic']) {
      expect(stderr).toContain(`The weights of ${wanted} aren't here: the built-in model stands in for it.\n`);
    }
    expect(stderr).toMatch(/^Preview colours from the built-in model; /m);
    const { made, color } = await readRecord('a.mkv.recipe.json');
    const fallback = 'preview colours: the built-in model stood in for deoldify-video, ddcolor-artistic';
    expect(made.fallback).toBe(fallback);
    expect(made.models).toMatchObject([{ name: 'compact' }]);
    // The recipe itself is what was asked for, so that it gives the real colours once the weights are there.
    expect(color).toMatchObject({ first: { model: 'deoldify-video' }, second: { model: 'ddcolor-artistic' } });
    const tags = await tagsOf('a.mkv');
    expect(tags['comment']).toContain(fallback);
    expect(JSON.parse(tags['havc_recipe']!)).toMatchObject({ made: { fallback } });
    await havc(...argv, '-o', 'b.mp4');
    expect((await tagsOf('b.mp4'))['comment']).toContain(fallback);
  });

  it('says nothing of a fallback where none was needed', async () => {
    await havc('film.mp4', '-o', 'a.mkv', ...MKV, '--allow-fallback');
    expect((await readRecord('a.mkv.recipe.json')).made.fallback).toBeUndefined();
    expect((await tagsOf('a.mkv'))['comment']).not.toContain('stood in');
  });
});

describe('havc colorize without the weights, at a terminal', () => {
  /** Runs with a person at the terminal who answers, and a mirror that has nothing; gives what it was asked for. */
  async function answering(answer: string) {
    const asked: string[] = [];
    const mirror = createServer((request, response) => {
      asked.push(request.url!);
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/`;
    for (const [name, value] of Object.entries({ ...environment(), HAVC_MODELS_URL: url })) vi.stubEnv(name, value);
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    stdin.end(answer);
    const stderr = createMemoryStream({ columns: 100 });
    const argv = ['colorize', `${folder}/film.mp4`, '--preset', 'medium', '--color-model', 'zhang(eccv16)'];
    try {
      const exitCode = await run(argv, { stdin, stdout: createMemoryStream(), stderr });
      return { exitCode, said: stderr.text(), asked };
    } finally {
      mirror.close();
    }
  }

  it('offers to fetch them, with size, licence and time, and fetches them', async () => {
    const { exitCode, said, asked } = await answering('y\n');
    expect(said).toMatch(/eccv16 \(\d+ MB, [\w-]+\)\. Fetch them now, \d+ MB, about 0:\d\d at 50 Mbit\/s\? \[y\/N\] /);
    expect(asked).toEqual(['/colorization_release_v2-9b330a0b.pth']);
    // This mirror has nothing.
    expect(exitCode).toBe(69);
    expect(await files()).toEqual(['film.mp4']);
  });

  it('takes anything else for no', async () => {
    const { exitCode, said, asked } = await answering('\n');
    expect(said).toContain('`havc models fetch eccv16` gets them');
    expect([exitCode, asked]).toEqual([69, []]);
  });
});
