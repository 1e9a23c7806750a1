import { HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { readFfmpegOutput, startFfmpeg } from './child.ts';

/** A program of JavaScript in the place of ffmpeg. */
const script = (source: string) => ({
  program: process.execPath,
  args: ['-e', source],
  task: 'trying it',
  stdio: ['ignore', 'pipe', 'pipe'] as const,
});
const FOREVER = 'setInterval(() => {}, 1000);';

describe('startFfmpeg', () => {
  it('ends well when the program does, with what it said line by line', async () => {
    const lines: string[] = [];
    const child = startFfmpeg({
      ...script(`process.stderr.write('one\\rtwo\\n\\nthr'); process.stderr.write('ee\\nrest');`),
      stdio: ['ignore', 'pipe', 'pipe'],
      onMessage: (line) => lines.push(line),
    });
    await child.done;
    expect(lines).toEqual(['one', 'two', 'three']);
    expect(child.messages).toEqual(['one', 'two', 'three', 'rest']);
  });

  it('keeps the last lines only', async () => {
    const child = startFfmpeg({
      ...script('for (let i = 0; i < 1000; i++) console.error(i);'),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await child.done;
    expect(child.messages).toHaveLength(40);
    expect(child.messages.at(-1)).toBe('999');
  });

  it.each<[string, string, string, RegExp]>([
    [
      'exits with a code',
      'console.error("bad thing"); process.exit(3);',
      'FFMPEG_FAILED',
      /exit code 3 while trying it\. It said: bad thing$/,
    ],
    [
      'is killed',
      'process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);',
      'FFMPEG_FAILED',
      /killed by SIGKILL while trying it\..* memory/,
    ],
    [
      'finds the disk full',
      'console.error("out.mkv: No space left on device"); process.exit(1);',
      'DISK_FULL',
      /disk is full.* Free some space/,
    ],
  ])('tells apart how it ended: %s', async (_what, source, code, message) => {
    const child = startFfmpeg({ ...script(source), stdio: ['ignore', 'pipe', 'pipe'] });
    await expect(child.done).rejects.toMatchObject({ code, message });
  });

  it('says that a program could not be started', async () => {
    const child = startFfmpeg({ ...script(''), program: '/nowhere/ffmpeg', stdio: ['ignore', 'pipe', 'pipe'] });
    await expect(child.done).rejects.toMatchObject({ code: 'FFMPEG_FAILED', message: /could not be started/ });
  });

  it('is killed when the signal aborts, also where it has aborted before', async () => {
    for (const before of [true, false]) {
      const controller = new AbortController();
      if (before) controller.abort();
      const child = startFfmpeg({
        ...script(FOREVER),
        stdio: ['ignore', 'pipe', 'pipe'],
        signal: controller.signal,
      });
      controller.abort();
      await expect(child.done).rejects.toMatchObject({ code: 'ABORTED' });
      expect(child.process.signalCode).toBe('SIGKILL');
    }
  });

  it('ends well when it is dismissed', async () => {
    const child = startFfmpeg({ ...script(FOREVER), stdio: ['ignore', 'pipe', 'pipe'] });
    child.dismiss();
    child.dismiss();
    await child.done;
    expect(child.process.signalCode).toBe('SIGKILL');
  });

  it('leaves no listener on the process when it has ended', async () => {
    const before = process.listenerCount('exit');
    await startFfmpeg({ ...script(''), stdio: ['ignore', 'pipe', 'pipe'] }).done;
    expect(process.listenerCount('exit')).toBe(before);
  });
});

describe('readFfmpegOutput', () => {
  it('gives what was written', async () => {
    expect(await readFfmpegOutput(script('console.log("a", 1)'))).toBe('a 1\n');
  });

  it('stops a program that writes without end', async () => {
    const endless =
      'const w = () => { while (process.stdout.write("x".repeat(65536))); process.stdout.once("drain", w); }; w();';
    const error = await readFfmpegOutput({ ...script(endless), maxBytes: 1 << 20 }).catch((cause: unknown) => cause);
    expect(HavcError.is(error, 'INPUT_UNREADABLE')).toBe(true);
    expect((error as HavcError).message).toContain('more than 1 MB');
  });
});
