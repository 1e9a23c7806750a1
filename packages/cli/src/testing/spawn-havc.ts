import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A run of the built command in a process of its own. */
export interface SpawnedHavc {
  readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** How it ended, when all its streams are closed. */
  readonly ended: Promise<EndedHavc>;
}

/** What a run has written and ended with. */
export interface EndedHavc {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Starts `havc` as it ships, with pipes for all three streams. */
export function spawnHavc(
  argv: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): SpawnedHavc {
  const program = fileURLToPath(new URL('../../bin/havc.js', import.meta.url));
  const child = spawn(process.execPath, [program, ...argv], {
    cwd: options.cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  // A command that doesn't read its input may end before that is written.
  child.stdin.on('error', () => {});
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const ended = new Promise<EndedHavc>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => {
      resolve({ exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') });
    });
  });
  return { process: child, ended };
}

/** Runs `havc` to its end, with `input` on its stdin. */
export function runHavc(
  argv: readonly string[],
  options: { readonly cwd: string; readonly input?: Uint8Array; readonly env?: Readonly<Record<string, string>> },
): Promise<EndedHavc> {
  const child = spawnHavc(argv, options);
  child.process.stdin.end(options.input);
  return child.ended;
}
