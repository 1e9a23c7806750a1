import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { captureRun } from '../testing/capture-run.ts';
import { runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import { CUTS, FRAMES_WITH_CUTS, largestDifference, lumaOfFrame, makeFilmWithCuts } from '../testing/film-with-cuts.ts';
import { describeSample } from '../testing/sample.ts';
import { runHavc } from '../testing/spawn-havc.ts';

const base = temporaryFolder();
let film: string;
beforeAll(async () => {
  film = base.path('film.mkv');
  await makeFilmWithCuts(film, { size: '162x122' });
});
let count = 0;
let folder: string;
beforeEach(() => {
  folder = base.path(`refs-${count++}`);
});
const exported = (...argv: string[]) => captureRun('refs', 'export', ...argv);
const names = async () => (await readdir(folder)).sort();

async function ok(...argv: string[]): Promise<string[]> {
  const { exitCode, stdout, stderr } = await exported(...argv, '-q');
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  return names();
}

async function expectFrame(name: string, path: string, frame: number): Promise<void> {
  const data = await sharp(`${folder}/${name}`).raw().toBuffer();
  expect(largestDifference(data, await lumaOfFrame(path, frame))).toBeLessThanOrEqual(1);
}

describe('havc refs export', () => {
  it('writes the references as JPEG with chroma of full size, and says how many', async () => {
    const { exitCode, stdout, stderr } = await exported(film, '-o', folder);
    expect(stderr).toMatch(/^Wrote .*: 3 images, /m);
    expect(stdout).toBe('');
    expect(exitCode).toBe(0);
    expect(await names()).toEqual(['ref_000000.jpg', 'ref_000020.jpg', 'ref_000045.jpg']);
    const meta = await sharp(`${folder}/ref_000020.jpg`).metadata();
    expect(meta).toMatchObject({ format: 'jpeg', width: 162, height: 122, channels: 3, chromaSubsampling: '4:4:4' });
  });

  it('writes PNG whose luma is that of the frame', async () => {
    expect(await ok(film, '-o', folder, '--format', 'png')).toEqual(CUTS.map((cut) => `ref_0000${pad(cut)}.png`));
    for (const cut of CUTS) await expectFrame(`ref_0000${pad(cut)}.png`, film, cut);
  });

  it('keeps the full size where detection works on a smaller one', async () => {
    const big = base.path('big.mkv');
    await makeFilmWithCuts(big, { size: '700x520' });
    expect(await ok(big, '-o', folder, '--format', 'png')).toHaveLength(3);
    await expectFrame('ref_000045.png', big, 45);
  });

  it('keeps odd sides', async () => {
    const odd = base.path('odd.mkv');
    await makeFilmWithCuts(odd, { filters: 'scale=161:121:flags=neighbor,setsar=1', pixelFormat: 'yuv444p' });
    await ok(odd, '-o', folder, '--format', 'png', '--frames', '31');
    expect(await sharp(`${folder}/ref_000031.png`).metadata()).toMatchObject({ width: 161, height: 121 });
    await expectFrame('ref_000031.png', odd, 31);
  });

  it('writes square pixels of a film that has others', async () => {
    const wide = base.path('wide.mkv');
    await makeFilmWithCuts(wide, { filters: 'setsar=4/3' });
    await ok(wide, '-o', folder, '--frames', '0');
    expect(await sharp(`${folder}/ref_000000.jpg`).metadata()).toMatchObject({ width: 160, height: 90 });
  });

  it('keeps colours where the film has some', async () => {
    const red = base.path('red.mkv');
    await runFfmpeg('-f', 'lavfi', '-i', 'color=red:size=64x48:rate=25', '-frames:v', '3', '-c:v', 'ffv1', red);
    await ok(red, '-o', folder, '--frames', '1', '--format', 'png');
    const { channels } = await sharp(`${folder}/ref_000001.png`).stats();
    const [r, g, b] = channels.map((channel) => channel.mean);
    expect(r).toBeGreaterThan(250);
    expect(Math.max(g!, b!)).toBeLessThan(5);
  });

  it('passes quality on: less makes smaller files', async () => {
    const size = async (...argv: string[]) => {
      await ok(film, '-o', folder, '--frames', '3', '-y', ...argv);
      return (await readFile(`${folder}/ref_000003.jpg`)).length;
    };
    expect(await size()).toBe(await size('--quality', '95'));
    expect(await size('--quality', '20')).toBeLessThan((await size()) / 2);
  });

  it.each(['luma', 'edges', 'motion', 'keyframe'])('takes the detector %s and its settings', async (detector) => {
    const settings = ['--detector', detector, '--similarity', '0', '--min-interval', '10'];
    expect(await ok(film, '-o', folder, ...settings)).toEqual(expect.arrayContaining(['ref_000020.jpg']));
  });

  it('takes frames between by --frequency, within the limits of luma', async () => {
    expect(await ok(film, '-o', folder, '--frequency', '16', '--white', '0.65', '--black', '0.05')).toEqual(
      [0, 16, 20, 32, 45, 48].map((frame) => `ref_0000${pad(frame)}.jpg`),
    );
  });

  it('says in JSON what was written', async () => {
    await mkdir(folder);
    await writeFile(`${folder}/ref_000020.jpg`, 'precious');
    const { stdout } = await exported(film, '-o', folder, '--json', '-n', '-q');
    expect(JSON.parse(stdout)).toMatchObject({
      input: film,
      folder,
      frames: FRAMES_WITH_CUTS,
      references: [
        { frame: 0, time: 0, path: `${folder}/ref_000000.jpg`, written: true, score: 0 },
        { frame: 20, time: 0.8, path: `${folder}/ref_000020.jpg`, written: false },
        { frame: 45, time: 1.8, path: `${folder}/ref_000045.jpg`, written: true },
      ],
    });
  });

  it('gives the times of a film with a variable rate', async () => {
    const path = base.path('variable.mkv');
    await makeFilmWithCuts(path, { filters: "setpts='if(lt(N,20),N,20+(N-20)*3)/25/TB'" });
    const { stdout } = await exported(path, '-o', folder, '--json', '-q', '--format', 'png');
    expect(JSON.parse(stdout)).toMatchObject({
      references: [{ time: 0 }, { time: 0.8 }, { frame: 45, time: 3.8 }],
    });
    await expectFrame('ref_000045.png', path, 45);
  });
});

describe('havc refs export with numbers', () => {
  it('writes listed frames, in their order and each once', async () => {
    expect(await ok(film, '-o', folder, '--frames', '50, 12,50,3,59', '--format', 'png')).toEqual([
      ...['ref_000003.png', 'ref_000012.png', 'ref_000050.png', 'ref_000059.png'],
    ]);
    for (const frame of [3, 12, 50, 59]) await expectFrame(`ref_0000${pad(frame)}.png`, film, frame);
  });

  it('writes every n-th frame, counted from the start of the source', async () => {
    expect(await ok(film, '-o', folder, '--every', '25')).toEqual([
      'ref_000000.jpg',
      'ref_000025.jpg',
      'ref_000050.jpg',
    ]);
    folder = base.path(`refs-${count++}`);
    expect(await ok(film, '-o', folder, '--every', '8', '--start', '13f', '--end', '1.3')).toEqual([
      ...['ref_000016.jpg', 'ref_000024.jpg', 'ref_000032.jpg'],
    ]);
    folder = base.path(`refs-${count++}`);
    expect(await ok(film, '-o', folder, '--every', '1')).toHaveLength(FRAMES_WITH_CUTS);
  });

  it('numbers files by --sequence, and shifts the number in the name alone by --offset-number', async () => {
    expect(await ok(film, '-o', folder, '--sequence', '--offset-number', '100', '--format', 'png')).toEqual([
      ...['ref_000100.png', 'ref_000101.png', 'ref_000102.png'],
    ]);
    await expectFrame('ref_000102.png', film, 45);
    folder = base.path(`refs-${count++}`);
    expect(await ok(film, '-o', folder, '--frames', '12', '--offset-number', '-2', '--format', 'png')).toEqual([
      'ref_000010.png',
    ]);
    await expectFrame('ref_000010.png', film, 12);
  });

  it('keeps the numbers of the source in a part of it', async () => {
    expect(await ok(film, '-o', folder, '--start', '30f', '--end', '50f', '--format', 'png')).toEqual([
      'ref_000030.png',
      'ref_000045.png',
    ]);
    await expectFrame('ref_000030.png', film, 30);
  });
});

describe('havc refs export, where files exist', () => {
  beforeEach(async () => {
    await mkdir(folder);
    await writeFile(`${folder}/ref_000025.jpg`, 'precious');
  });

  it('writes nothing, unless -y or -n says what to do', async () => {
    const { exitCode, stderr } = await exported(film, '-o', folder, '--every', '25');
    expect(stderr).toMatch(/1 of 3 pictures exist already .* give -y to replace them, or -n to keep them/);
    expect(exitCode).toBe(73);
    expect(await names()).toEqual(['ref_000025.jpg']);
  });

  it('keeps them with -n, and says so where there is nothing else', async () => {
    const { stderr } = await exported(film, '-o', folder, '--every', '25', '--no-overwrite');
    expect(stderr).toMatch(/: 2 images, 1 skipped because their outputs exist/);
    expect(await readFile(`${folder}/ref_000025.jpg`, 'utf8')).toBe('precious');
    const again = await exported(film, '-o', folder, '--every', '25', '-n');
    expect(again.stderr).toMatch(/^No file was written: all of them exist already, and -n keeps them\.$/m);
    expect(again.exitCode).toBe(0);
  });

  it('replaces them with -y, and what a link stands for', async () => {
    await writeFile(base.path('linked.jpg'), 'old');
    await symlink(base.path('linked.jpg'), `${folder}/ref_000050.jpg`);
    expect(await ok(film, '-o', folder, '--every', '25', '-y')).toHaveLength(3);
    expect((await sharp(`${folder}/ref_000025.jpg`).metadata()).format).toBe('jpeg');
    expect((await sharp(base.path('linked.jpg')).metadata()).format).toBe('jpeg');
  });

  it('never writes over the film itself, and not into a folder of that name', async () => {
    await symlink(film, `${folder}/ref_000000.jpg`);
    const before = await readFile(film);
    const over = await exported(film, '-o', folder, '--frames', '0', '-y');
    expect(over.stderr).toMatch(/is the input .* itself/);
    expect(await readFile(film)).toEqual(before);
    await mkdir(`${folder}/ref_000003.jpg`);
    const into = await exported(film, '-o', folder, '--frames', '3', '-y');
    expect(into.stderr).toMatch(/ref_000003\.jpg": it is a folder/);
    expect(into.exitCode).toBe(73);
    expect(await names()).toEqual(['ref_000000.jpg', 'ref_000003.jpg', 'ref_000025.jpg']);
  });
});

describe('havc refs export with a pipe', () => {
  const fromPipe = async (...argv: string[]) =>
    runHavc(['refs', 'export', '-', '-o', folder, '--format', 'png', ...argv], {
      cwd: base.path(),
      input: await runFfmpeg('-i', film, '-f', 'yuv4mpegpipe', '-'),
    });

  it.each<[string, string[], readonly number[]]>([
    ['what a detector marks', [], CUTS],
    ['listed frames', ['--frames', '59,3'], [3, 59]],
    ['every n-th frame', ['--every', '30'], [0, 30]],
  ])('writes %s', async (_what, argv, frames) => {
    const { exitCode, stdout } = await fromPipe('--json', '-q', ...argv);
    expect(exitCode).toBe(0);
    expect(await names()).toEqual(frames.map((frame) => `ref_0000${pad(frame)}.png`));
    for (const frame of frames) await expectFrame(`ref_0000${pad(frame)}.png`, film, frame);
    expect(JSON.parse(stdout.toString())).toMatchObject({
      frames: FRAMES_WITH_CUTS,
      references: frames.map((frame) => ({ frame, written: true })),
    });
  });

  it('says which listed frame did not come', async () => {
    const { exitCode, stderr } = await fromPipe('--frames', '3,99');
    expect(stderr).toMatch(
      /asks for frame 99, and the film that came in had 60 of them, 0 to 59\. The one before it is there/,
    );
    expect(exitCode).toBe(2);
    expect(await names()).toEqual(['ref_000003.png']);
  });

  it('keeps what exists with -n, and stops at it otherwise', async () => {
    await mkdir(folder);
    await writeFile(`${folder}/ref_000020.png`, 'precious');
    const refused = await fromPipe();
    expect(refused.stderr).toMatch(/1 of 1 pictures exist already \(".*ref_000020\.png"\)/);
    expect(refused.exitCode).toBe(73);
    expect((await fromPipe('-n')).stderr).toMatch(/: 1 image, 2 skipped/);
    expect(await readFile(`${folder}/ref_000020.png`, 'utf8')).toBe('precious');
  });
});

describeSample('sample_bw.mp4', (path) => {
  it('writes the references of its five shots, gray and at full size', async () => {
    expect(await ok(path, '-o', folder, '--format', 'png')).toEqual([
      ...['ref_000000.png', 'ref_000034.png', 'ref_000134.png', 'ref_000207.png', 'ref_000290.png'],
    ]);
    expect(await sharp(`${folder}/ref_000207.png`).metadata()).toMatchObject({ width: 920, height: 672 });
    await expectFrame('ref_000207.png', path, 207);
  });
});

const pad = (frame: number) => String(frame).padStart(2, '0');
