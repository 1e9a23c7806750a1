import type { Writable } from 'node:stream';
import { HavcError } from '@havc/core';
import { EXIT_INTERRUPTED } from './exit-codes.ts';
import { run } from './run.ts';

/**
 * Under `npm run` one Ctrl-C arrives twice, from the terminal and passed on by npm. Signals that follow each other so
 * fast count as one.
 */
const SAME_SIGNAL_MS = 400;

await main();

async function main(): Promise<void> {
  const controller = new AbortController();
  stopOnSignals(controller);
  // A reader such as `head` that has seen enough closes the pipe: what still runs is stopped.
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EPIPE' ? 'the program that reads it has closed the pipe' : cause.message;
    controller.abort(new HavcError('OUTPUT_UNWRITABLE', `Can't write to standard output: ${why}.`, { cause }));
  });
  // Nobody listens to the talk any more; that is no reason to stop the work.
  process.stderr.on('error', () => {});
  const exitCode = await run(process.argv.slice(2), process, { signal: controller.signal });
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  // An open stdin would keep the process alive.
  process.exit(exitCode);
}

function stopOnSignals(controller: AbortController): void {
  let stoppedAt: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stoppedAt === undefined) {
        stoppedAt = performance.now();
        controller.abort(new HavcError('ABORTED', `Stopped by ${signal === 'SIGINT' ? 'Ctrl-C' : signal}.`));
      } else if (performance.now() - stoppedAt > SAME_SIGNAL_MS) {
        process.exit(EXIT_INTERRUPTED);
      }
    });
  }
}

function flushed(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve();
    else stream.write('', () => resolve());
  });
}
