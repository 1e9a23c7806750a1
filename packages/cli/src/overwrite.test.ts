import { link, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { HavcError } from '@havc/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OverwriteRule, settleOverwrite } from './overwrite.ts';
import { createLinesReporter } from './progress/lines-reporter.ts';
import { createMemoryStream } from './testing/memory-stream.ts';

let folder: string;
let film: string;
let taken: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-overwrite-'));
  film = join(folder, 'film.mp4');
  taken = join(folder, 'taken.mp4');
  await writeFile(film, 'film');
  await writeFile(taken, 'taken');
  await link(film, join(folder, 'hard.mp4'));
  await symlink('film.mp4', join(folder, 'soft.mp4'));
  await symlink('nowhere', join(folder, 'dangling.mp4'));
});
afterAll(() => rm(folder, { recursive: true }));

function rule(overwrite: boolean | undefined, terminal?: { answer: string | undefined }) {
  const stderr = createMemoryStream(terminal ? { columns: 80 } : {});
  const stdin = Object.assign(new PassThrough(), { isTTY: terminal !== undefined });
  if (terminal) stdin.end(terminal.answer);
  const controller = new AbortController();
  const made: OverwriteRule = {
    overwrite,
    streams: { stdin, stdout: createMemoryStream(), stderr },
    signal: controller.signal,
    reporter: createLinesReporter(stderr, { progress: false }),
  };
  return { rule: made, stderr, controller, stdin };
}
const codeOf = (pending: Promise<unknown>) =>
  pending.then(
    () => 'no error',
    (error: unknown) => (HavcError.is(error) ? error.code : error),
  );

describe('settleOverwrite', () => {
  it('lets a free name pass whatever the rule', async () => {
    const free = join(folder, 'free.mp4');
    expect(await settleOverwrite(free, [film], rule(undefined).rule)).toBe(false);
    expect(await settleOverwrite(free, [film], rule(false).rule)).toBe(false);
    expect(await settleOverwrite(free, [film], rule(true).rule)).toBe(true);
  });

  it('overwrites with -y, and refuses with -n or without a terminal', async () => {
    expect(await settleOverwrite(taken, [film], rule(true).rule)).toBe(true);
    expect(await codeOf(settleOverwrite(taken, [film], rule(false).rule))).toBe('OUTPUT_EXISTS');
    expect(await codeOf(settleOverwrite(taken, [film], rule(undefined).rule))).toBe('OUTPUT_EXISTS');
  });

  it('takes a link that leads nowhere for something that exists', async () => {
    expect(await codeOf(settleOverwrite(join(folder, 'dangling.mp4'), [film], rule(undefined).rule))).toBe(
      'OUTPUT_EXISTS',
    );
  });

  it.each([['film.mp4'], ['hard.mp4'], ['soft.mp4'], ['./x/../film.mp4']])(
    'never takes the input itself, even with -y: %s',
    async (name) => {
      expect(await codeOf(settleOverwrite(`${folder}/${name}`.replace('/x/..', ''), [film], rule(true).rule))).toBe(
        'OPTION_INVALID',
      );
    },
  );

  it.each([
    ['y\n', true],
    ['YES\n', true],
    ['n\n', false],
    ['\n', false],
    ['yesterday\n', false],
    ['', false],
  ])('asks on a terminal and takes %j for %s', async (answer, may) => {
    const { rule: made, stderr } = rule(undefined, { answer });
    expect(await codeOf(settleOverwrite(taken, [film], made))).toBe(may ? 'no error' : 'OUTPUT_EXISTS');
    expect(stderr.text()).toBe(`${JSON.stringify(taken)} exists already. Replace it? [y/N] `);
  });

  it('stops asking when the run is stopped', async () => {
    const { rule: made, controller, stdin } = rule(undefined);
    Object.assign(stdin, { isTTY: true });
    Object.assign(made.streams.stderr, { isTTY: true });
    const pending = codeOf(settleOverwrite(taken, [film], made));
    controller.abort();
    expect(await pending).toBe('ABORTED');
  });
});
