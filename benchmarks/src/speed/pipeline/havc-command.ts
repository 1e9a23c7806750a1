import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { HavcError } from '@havc/core';

/** A run of the `havc` command that is under way. */
export interface HavcRun {
  readonly child: ChildProcess;
  /** Seconds from its start to its first coloured frame. */
  readonly firstFrame: Promise<number>;
  /** Resolves with the number of frames when it has ended well. */
  readonly done: Promise<number>;
}

/**
 * Starts `havc colorize`, as a user would.
 *
 * @param program - path of `havc`, which Node runs.
 */
export function startColorize(program: string, input: string, output: string, more: readonly string[] = []): HavcRun {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [program, 'colorize', input, '-o', output, '-y', '--progress', 'json', ...more],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let frames = 0;
  let failure = '';
  let tellFirstFrame: (seconds: number) => void;
  const firstFrame = new Promise<number>((resolve) => {
    tellFirstFrame = resolve;
  });
  createInterface({ input: child.stderr! }).on('line', (line) => {
    const event = parseEvent(line);
    // What isn't an event comes from Node itself, when the program can't even start.
    if (!event) failure = failure === '' || /^\w*Error\b/.test(line) ? line.trim() : failure;
    else if (event.event === 'frame-done') {
      if (frames === 0) tellFirstFrame((performance.now() - startedAt) / 1000);
      frames = event.frames ?? 0;
    } else if (event.event === 'run-failed') failure = event.message ?? '';
  });
  const done = once(child, 'close').then(([code]) => {
    if (code === 0) return frames;
    throw new HavcError('INFERENCE_FAILED', `havc colorize ended with ${code}: ${failure || 'see above'}`);
  });
  // Whoever stops it early doesn't wait for it.
  done.catch(() => {});
  return { child, firstFrame, done };
}

function parseEvent(line: string): { event: string; frames?: number; message?: string } | undefined {
  try {
    return JSON.parse(line) as ReturnType<typeof parseEvent>;
  } catch {
    return undefined;
  }
}
