import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tinyModel } from './tiny-model.ts';

const HOST = fileURLToPath(new URL('./__fixtures__/host.mjs', import.meta.url));

let folder: string;
let model: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-onnx-'));
  model = join(folder, 'tiny.onnx');
  await writeFile(model, tinyModel());
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts a program that uses a session; gives its process, and that of its inference. */
async function startHost(
  what: string,
  detached = false,
): Promise<{ host: ChildProcess; pid: number; stderr: string[] }> {
  const host = spawn(process.execPath, [HOST, model, what], { stdio: ['ignore', 'pipe', 'pipe'], detached });
  const stderr: string[] = [];
  host.stderr!.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
  const [line] = (await once(createInterface(host.stdout!), 'line')) as [string];
  return { host, pid: Number(line), stderr };
}

/** Whether a process is there and no zombie; asks again until it's gone or the time is up. */
async function isGone(pid: number, withinMs: number): Promise<boolean> {
  for (const end = performance.now() + withinMs; performance.now() < end; await pause(10)) {
    if (!isAlive(pid) || (await isZombie(pid))) return true;
  }
  return false;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function isZombie(pid: number): Promise<boolean> {
  if (!existsSync('/proc/self/stat')) return false;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') X');
  return /\) [ZX]/.test(stat);
}

it('lets a program end that forgot to dispose its session, and prints nothing', async () => {
  const { host, pid, stderr } = await startHost('forget');
  const [code] = await once(host, 'close');
  expect(code).toBe(0);
  expect(stderr).toEqual([]);
  expect(await isGone(pid, 2000)).toBe(true);
});

it('leaves no orphan when the program is killed', async () => {
  const { host, pid } = await startHost('wait');
  expect(isAlive(pid)).toBe(true);
  host.kill('SIGKILL');
  await once(host, 'close');
  expect(await isGone(pid, 2000)).toBe(true);
});

// Windows has no process groups of this kind.
it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'leaves it to the program what %s to all its processes does',
  async (signal) => {
    const { host, pid, stderr } = await startHost('wait', true);
    // First to the inference process alone, which must not care; then to the group, as a terminal does.
    process.kill(pid, signal);
    expect(await isGone(pid, 150)).toBe(false);
    process.kill(-host.pid!, signal);
    const [, endedBy] = await once(host, 'close');
    expect(endedBy).toBe(signal);
    expect(stderr).toEqual([]);
    expect(await isGone(pid, 2000)).toBe(true);
  },
);
