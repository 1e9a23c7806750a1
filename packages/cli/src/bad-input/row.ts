import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, type TestContext, vi } from 'vitest';
import { type EndedHavc, type SpawnedHavc, spawnHavc } from '../testing/spawn-havc.ts';
import { processesWith, type RunningProcess } from './processes.ts';
import { snapshot } from './snapshot.ts';
import { readTable } from './table.ts';

/** A folder in which a row of the table is tried. */
export interface Scene {
  /** The path of a file in the folder. */
  path(...names: readonly string[]): string;
  /** Undoes something when the row has been tried, the last thing first. */
  afterwards(undo: () => unknown): void;
  /** Skips the row, with the reason. */
  skip(reason: string): never;
}

/** How a row of the table is tried. */
export interface RowTrial {
  /** Puts the bad input in place. */
  readonly prepare?: (scene: Scene) => unknown;
  /** The command that is tried. Default: `colorize`, whose model is `identity` unless `argv` names one. */
  readonly command?: readonly string[];
  /** The command's arguments. */
  readonly argv: readonly string[];
  readonly env?: (scene: Scene) => Readonly<Record<string, string>>;
  /** What comes in on stdin. */
  readonly input?: (scene: Scene) => Uint8Array | Promise<Uint8Array>;
  /** Does something while it runs. */
  readonly during?: (run: Running, scene: Scene) => unknown;
  /** The outputs that are there afterwards and weren't before; beside each lies its recipe. Default: none. */
  readonly leaves?: readonly string[];
  /** Looks closer at what came of it. */
  readonly check?: (scene: Scene, ended: EndedHavc) => unknown;
}

/** A run that a row meddles with. */
export interface Running extends SpawnedHavc {
  /** What it has said so far. */
  said(): string;
  /** Waits for something that it says. */
  says(text: string): Promise<void>;
  /** The processes that it has started, and itself. */
  processes(): RunningProcess[];
}

const MARK = 'HAVC_BAD_INPUT_TEST';

/** No bad input may keep a run from ending. The slowest of the good ones takes 20 s on two busy cores. */
const LIMIT_MS = 90_000;

/**
 * A test of one row of docs/bad-input.md, which has its name: runs the built command in a folder of its own, and expects
 * the message and the exit code of the table, nothing in the folder changed but what the row leaves, and no process left
 * behind.
 */
export function row(name: string, trial: RowTrial): void {
  it(name, { timeout: LIMIT_MS }, async (context) => {
    const documented = readTable().find((candidate) => candidate.test === name);
    const { scene, folder, end } = await setScene(context);
    try {
      await trial.prepare?.(scene);
      const before = await snapshot(folder);
      const { ended, mark } = await tryOut(trial, scene, folder);
      if (!documented) {
        throw new Error(`docs/bad-input.md has no row "${name}". It ended with ${ended.exitCode}: ${textOf(ended)}`);
      }
      expect(textOf(ended)).toMatch(documented.message);
      expect(ended.stderr).not.toMatch(/^ {4}at |is a bug/m);
      expect(ended.exitCode).toBe(documented.exitCode);
      const after = await snapshot(folder);
      const outputs = trial.leaves ?? [];
      const recipes = outputs.map((path) => `${path}.recipe.json`);
      expect(Object.keys(after).filter((path) => !(path in before))).toEqual([...outputs, ...recipes].sort());
      expect(after).toMatchObject(before);
      await vi.waitFor(() => expect(processesWith(MARK, mark)).toEqual([]), { timeout: 2000, interval: 20 });
      await trial.check?.(scene, ended);
    } finally {
      await end();
    }
  });
}

async function setScene(context: TestContext) {
  const base = await mkdtemp(join(tmpdir(), 'havc-bad-input-'));
  const folder = join(base, 'films');
  await mkdir(folder);
  const undone: (() => unknown)[] = [() => rm(base, { recursive: true, force: true })];
  const scene: Scene = {
    path: (...names) => join(folder, ...names),
    afterwards: (undo) => undone.push(undo),
    skip: (reason) => context.skip(reason) as never,
  };
  const end = async () => {
    for (const undo of undone.reverse()) await undo();
  };
  return { scene, folder, end };
}

async function tryOut(trial: RowTrial, scene: Scene, folder: string): Promise<{ ended: EndedHavc; mark: string }> {
  const mark = randomUUID();
  const model = trial.argv.includes('--model') ? [] : ['--model', 'identity'];
  const command = trial.command ?? ['colorize', '--device', 'cpu', ...model];
  const argv = [...command, ...trial.argv];
  const run = spawnHavc(argv, { cwd: folder, env: { ...trial.env?.(scene), [MARK]: mark } });
  scene.afterwards(() => {
    for (const { pid } of processesWith(MARK, mark)) process.kill(pid, 'SIGKILL');
  });
  const { stdin, stderr } = run.process;
  stdin.end(await trial.input?.(scene));
  if (trial.during) {
    let said = '';
    stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const says = (text: string) =>
      new Promise<void>((resolve) => {
        const look = () => said.includes(text) && resolve();
        look();
        stderr.on('data', look);
        // A run that ends before fails by what the table expects.
        void run.ended.then(() => resolve());
      });
    await trial.during({ ...run, said: () => said, says, processes: () => processesWith(MARK, mark) }, scene);
  }
  return { ended: await run.ended, mark };
}

/** What was written to stderr, with the messages of JSON events in plain text. */
function textOf({ stderr }: EndedHavc): string {
  const messages = stderr.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    const { message } = JSON.parse(line) as { message?: string };
    return message === undefined ? [] : [message];
  });
  return [stderr, ...messages].join('\n');
}
