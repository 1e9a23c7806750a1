import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeClip, temporaryFolder } from './testing/clips.ts';
import { runHavc, spawnHavc } from './testing/spawn-havc.ts';

const base = temporaryFolder();
const FRAMES = 500;
beforeAll(() => makeClip(base.path('source.mp4'), FRAMES, '640x480'));

/** Starts a run and sends it a signal at its first frame; says how it ended, and after how many milliseconds. */
async function interrupted(folder: string, argv: readonly string[], signals: readonly NodeJS.Signals[]) {
  const { process: child, ended } = spawnHavc(['colorize', ...argv, '--progress', 'json'], { cwd: folder });
  await new Promise<void>((resolve) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('"frame-done"') || said.includes('"image-done"')) resolve();
    });
    // A run that ends before its first frame fails in the test's own expectations.
    void ended.then(() => resolve());
  });
  const during = await readdir(folder);
  const sentAt = performance.now();
  for (const signal of signals) child.kill(signal);
  const result = await ended;
  return { ...result, during, milliseconds: performance.now() - sentAt };
}

describe.skipIf(process.platform === 'win32')('havc, interrupted', () => {
  it.each<[NodeJS.Signals, string]>([
    ['SIGINT', 'Stopped by Ctrl-C.'],
    ['SIGTERM', 'Stopped by SIGTERM.'],
    ['SIGHUP', 'Stopped by SIGHUP.'],
  ])('stops within a second at %s, ends with 130 and leaves no file', async (signal, message) => {
    const folder = base.path(signal);
    await mkdir(folder);
    await copyFile(base.path('source.mp4'), `${folder}/film.mp4`);
    const { exitCode, stderr, during, milliseconds } = await interrupted(folder, ['film.mp4'], [signal]);
    expect(during).toHaveLength(2); // the film, and what is being written under a name of its own
    expect(during).not.toContain('film.color.mp4');
    expect(JSON.parse(stderr.trimEnd().split('\n').at(-1)!)).toEqual({
      event: 'run-failed',
      code: 'ABORTED',
      exitCode: 130,
      message,
    });
    expect(exitCode).toBe(130);
    expect(await readdir(folder)).toEqual(['film.mp4']);
    expect(milliseconds).toBeLessThan(1000);
  });

  it('takes two signals at once for one, as npm passes them on, and still cleans up', async () => {
    const folder = base.path('twice');
    await mkdir(folder);
    await copyFile(base.path('source.mp4'), `${folder}/film.mp4`);
    const { exitCode } = await interrupted(folder, ['film.mp4'], ['SIGINT', 'SIGINT']);
    expect(exitCode).toBe(130);
    expect(await readdir(folder)).toEqual(['film.mp4']);
  });

  it('keeps an output that was there, also with -y', async () => {
    const folder = base.path('kept');
    await mkdir(folder);
    await copyFile(base.path('source.mp4'), `${folder}/film.mp4`);
    await copyFile(base.path('source.mp4'), `${folder}/film.color.mp4`);
    const { exitCode } = await interrupted(folder, ['film.mp4', '-y'], ['SIGINT']);
    expect(exitCode).toBe(130);
    expect((await readdir(folder)).sort()).toEqual(['film.color.mp4', 'film.mp4']);
  });
});

describe('havc, started', () => {
  it('runs from its bin, and writes help to stdout', async () => {
    const { exitCode, stdout, stderr } = await runHavc(['--help'], { cwd: base.path() });
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(stdout.toString()).toContain('Usage: havc');
  });

  it('ends with 69 and says what to do when HAVC_FFMPEG names nothing', async () => {
    const env = { HAVC_FFMPEG: base.path('nowhere', 'ffmpeg') };
    const { exitCode, stderr } = await runHavc(['info', 'source.mp4'], { cwd: base.path(), env });
    expect(exitCode).toBe(69);
    expect(stderr).toMatch(/^havc: HAVC_FFMPEG is .* not there or not executable/);
    const doctor = await runHavc(['doctor'], { cwd: base.path(), env });
    expect(doctor.exitCode).toBe(69);
    expect(doctor.stdout.toString()).toMatch(/^PROBLEM {2}ffmpeg /m);
  });
});
