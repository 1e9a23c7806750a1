import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startColorize } from './havc-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-command-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A program that says something on stderr and ends. */
async function program(lines: readonly string[], exitCode: number): Promise<string> {
  const path = join(folder, 'program.mjs');
  await writeFile(
    path,
    `process.stderr.write(${JSON.stringify(`${lines.join('\n')}\n`)}); process.exitCode = ${exitCode};`,
  );
  return path;
}

it('tells the first frame, and how many there were', async () => {
  const events = ['{"event":"run-start"}', '{"event":"frame-done","frames":1}', '{"event":"frame-done","frames":7}'];
  const run = startColorize(await program(events, 0), 'in.mp4', 'out.mp4');
  expect(await run.firstFrame).toBeGreaterThan(0);
  expect(await run.done).toBe(7);
});

it('passes on why a run failed', async () => {
  const run = startColorize(await program(['{"event":"run-failed","message":"no such film"}'], 3), 'in.mp4', 'out.mp4');
  await expect(run.done).rejects.toThrow('havc colorize ended with 3: no such film');
});

it('passes on what Node says where there is no program', async () => {
  const run = startColorize(join(folder, 'missing.mjs'), 'in.mp4', 'out.mp4');
  await expect(run.done).rejects.toThrow(/havc colorize ended with 1: Error: Cannot find module/);
});
