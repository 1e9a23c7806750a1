import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { type BenchResults, type Comparison, speedParts } from '@havc/benchmarks';
import sharp from 'sharp';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { captureRun } from '../testing/capture-run.ts';
import { runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import { SPEED_PARTS } from './bench-options.ts';

const base = temporaryFolder();
let truth: string;

/** Two flat photographs: their gray versions, and so all scores of gray, are known. */
beforeAll(async () => {
  truth = base.path('truth');
  await mkdir(truth);
  for (const [name, [r, g, b]] of Object.entries({ red: [220, 60, 40], leaf: [70, 140, 60] })) {
    const background = { r: r!, g: g!, b: b! };
    await sharp({ create: { width: 64, height: 48, channels: 3, background } })
      .png()
      .toFile(base.path('truth', `${name}.png`));
  }
});

async function results(folder: string): Promise<BenchResults> {
  return JSON.parse(await readFile(base.path(folder, 'results.json'), 'utf8')) as BenchResults;
}

const color = (folder: string, ...more: readonly string[]) =>
  captureRun(
    'bench',
    'color',
    '--truth',
    truth,
    '--models',
    'compact',
    '--device',
    'cpu',
    '-o',
    base.path(folder),
    ...more,
  );

describe('havc bench color', () => {
  it('measures one’s own pictures, and writes a page, Markdown, and numbers', async () => {
    const { exitCode, stdout, stderr } = await color('first');
    expect(stderr).toContain('Wrote ');
    expect(exitCode).toBe(0);
    expect((await readdir(base.path('first'))).sort()).toEqual([
      'report.html',
      'report.md',
      'results.json',
      'thumbnails',
    ]);
    expect(stdout).toContain('| compact | model |');
    const measured = await results('first');
    expect(measured.command).toBe(`havc bench color --truth ${truth} --models compact --device cpu`);
    const byId = new Map(measured.color!.methods.map((method) => [method.id, method]));
    expect([...byId.keys()].sort()).toEqual(['compact', 'gray', 'truth']);
    expect(byId.get('truth')!.mean.deltaE).toBe(0);
    // The white of the matrix and that of L*a*b* differ in their fifth digit.
    expect(byId.get('gray')!.mean.chroma).toBeCloseTo(0, 2);
    expect(byId.get('gray')!.mean.coloredShare).toBe(0);
    // How far red and green are from gray is checked beside the metric: here, that it is these pictures.
    expect(byId.get('gray')!.mean.deltaE).toBeGreaterThan(25);
    expect(byId.get('gray')!.mean.deltaE).toBeLessThan(40);
    const page = await readFile(base.path('first', 'report.html'), 'utf8');
    expect(page).toContain('data:image/webp;base64,');
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  it('keeps a report that is there, unless it may be replaced', async () => {
    const before = await readFile(base.path('first', 'results.json'), 'utf8');
    const { exitCode, stderr } = await color('first');
    expect(exitCode).toBe(73);
    expect(stderr).toContain('give -y to replace it, or -o for another folder');
    expect(await readFile(base.path('first', 'results.json'), 'utf8')).toBe(before);
    const { exitCode: replaced, stdout } = await color('first', '-y', '--json', '-q');
    expect(replaced).toBe(0);
    expect(JSON.parse(stdout)).toEqual(await results('first'));
  });

  it('leaves nothing behind where a method can’t run', async () => {
    const before = await readdir(base.path());
    vi.stubEnv('HAVC_HOME', base.path('no weights'));
    const { exitCode, stderr } = await color('second', '--presets', 'medium');
    vi.unstubAllEnvs();
    expect(exitCode).toBe(69);
    expect(stderr).toContain('preset medium: weights are missing. `havc models fetch deoldify-video ddcolor-artistic`');
    expect(await readdir(base.path())).toEqual(before);
  });
});

describe('havc bench stability', () => {
  it('measures a film with its truth, beside one that somebody else has coloured', async () => {
    const film = base.path('film.mkv');
    const painted = base.path('painted.mkv');
    const codec = ['-c:v', 'ffv1', '-pix_fmt', 'yuv444p'];
    await runFfmpeg('-f', 'lavfi', '-i', 'testsrc2=size=128x96:rate=25:duration=0.4', ...codec, film);
    // Its colours alternate from frame to frame, which the truth's don't.
    await runFfmpeg('-i', film, '-vf', "hue=h='20*mod(n,2)'", ...codec, painted);
    const { exitCode, stdout } = await captureRun(
      ...['bench', 'stability', film, '--truth', 'self', '--colored', painted, '--models', 'identity'],
      ...['--size', '96', '-q', '-o', base.path('stability')],
    );
    expect(exitCode).toBe(0);
    const [measured] = (await results('stability')).stability!.films;
    expect(measured!.hasTruth).toBe(true);
    const flicker = Object.fromEntries(measured!.methods.map(({ label, flicker }) => [label, flicker.mean]));
    const [theirs] = measured!.methods.filter(({ kind }) => kind === 'film');
    const [own] = measured!.methods.filter(({ kind }) => kind === 'truth');
    expect(theirs!.flicker.mean!).toBeGreaterThan(2 * own!.flicker.mean!);
    expect(flicker['identity']).toBe(0);
    expect(stdout).toContain('painted.mkv');
  });

  it('says to which film a truth belongs', async () => {
    const { exitCode, stderr } = await captureRun('bench', 'stability', '--truth', 'x.mkv', '-o', base.path('none'));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--truth belongs to a film: name that film too.');
  });
});

describe('havc bench speed', () => {
  it('measures what is asked for', async () => {
    const { exitCode } = await captureRun(
      ...['bench', 'speed', '--quick', '--only', 'kernels', '--models', 'compact', '-q', '-o', base.path('speed')],
    );
    expect(exitCode).toBe(0);
    const { rows, throughput } = (await results('speed')).speed!;
    expect(rows.every(({ benchmark, value }) => benchmark === 'kernels' && value > 0)).toBe(true);
    expect(rows.length).toBeGreaterThan(3);
    expect(throughput).toEqual([]);
  });
});

describe('SPEED_PARTS', () => {
  it('are those of the benchmarks', () => {
    expect(SPEED_PARTS).toEqual(speedParts().map(({ name }) => name));
  });
});

describe('havc bench compare', () => {
  it('finds what got worse, and says it by its exit code where that is asked for', async () => {
    const measured = await results('first');
    const worse = structuredClone(measured) as unknown as { color: { methods: Loose[] } };
    type Loose = { id: string; mean: { deltaE: number }; pictures: { scores: { deltaE: number } }[] };
    const compact = worse.color.methods.find(({ id }) => id === 'compact')!;
    for (const { scores } of compact.pictures) scores.deltaE += 3;
    compact.mean.deltaE += 3;
    await writeFile(base.path('worse.json'), JSON.stringify(worse));
    const args = ['bench', 'compare', base.path('first', 'results.json'), base.path('worse.json')];
    const { exitCode, stdout } = await captureRun(...args);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('compact');
    const { exitCode: failed, stdout: json } = await captureRun(...args, '--json', '--fail-on-loss');
    expect((JSON.parse(json) as Comparison).counts.worse).toBe(1);
    expect(failed).toBe(1);
    const { exitCode: same } = await captureRun(...args.slice(0, 3), args[2]!, '--fail-on-loss', '--markdown');
    expect(same).toBe(0);
  });
});

describe('havc bench report', () => {
  it('writes the page anew from the numbers, pictures included', async () => {
    const again = base.path('again');
    const { exitCode, stdout } = await captureRun('bench', 'report', base.path('first', 'results.json'), '-o', again);
    expect(exitCode).toBe(0);
    expect(stdout.trim()).toBe(base.path('again', 'report.html'));
    expect((await readdir(again)).sort()).toEqual(['report.html', 'report.md']);
    const [one, two] = ['first', 'again'].map((folder) => readFile(base.path(folder, 'report.md'), 'utf8'));
    expect(await two).toBe(await one);
    expect(await readFile(base.path('again', 'report.html'), 'utf8')).toContain('data:image/webp;base64,');
  });
});

describe('havc bench', () => {
  it('knows its commands', async () => {
    const { exitCode, stderr } = await captureRun('bench', 'colour');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'There is no command "havc bench colour". There are: color, stability, speed, report, compare.',
    );
  });

  it.each([
    [['speed', '--sizes', '854'], '--sizes must be even numbers of pixels from 32 to 8192'],
    [['speed', '--only', 'kernel'], '--only must be of kernels, filter-speed, '],
    [['speed', '--devices', 'gpu'], '--devices must be of auto, cpu, '],
    [['color', '--models', 'compact,'], '--models must be a list with commas between'],
    [['color', '--truth', 'a', '--test-set', 'b'], 'are both given'],
  ])('says what is wrong with %j', async (words, message) => {
    const { exitCode, stderr } = await captureRun('bench', ...words, '-o', base.path('none'));
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });
});
