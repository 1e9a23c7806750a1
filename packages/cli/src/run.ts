import { setMaxListeners } from 'node:events';
import { inspect } from 'node:util';
import { HavcError } from '@havc/core';
import { CommanderError } from 'commander';
import type { CommandContext } from './command-context.ts';
import { EXIT_OK, EXIT_USAGE, exitCodeOf } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { onOneLine } from './progress/format.ts';
import { createLinesReporter } from './progress/lines-reporter.ts';
import type { Reporter } from './progress/reporter.ts';
import type { Streams } from './streams.ts';

/** More stages than any recipe has at once; what passes this is a leak indeed. */
const MOST_LISTENERS = 500;

/** How {@link run} is stopped. */
export interface RunOptions {
  /** Stops what runs; nothing half-done stays under a final name. */
  readonly signal?: AbortSignal;
}

/**
 * The `havc` command as a function: runs it and gives its exit code. It never throws and never ends the process.
 *
 * @param argv - the arguments, without the names of node and the program: `['colorize', 'film.mp4']`.
 */
export async function run(argv: readonly string[], streams: Streams, options: RunOptions = {}): Promise<number> {
  let exitCode = EXIT_OK;
  let reporter: Reporter = createLinesReporter(streams.stderr, { progress: false });
  const signal = options.signal ?? new AbortController().signal;
  // Each stage of a recipe listens to it, and Node takes more than ten listeners for a leak.
  setMaxListeners(MOST_LISTENERS, signal);
  const context: CommandContext = {
    streams,
    signal,
    exitWith(code) {
      exitCode = code;
    },
    reportFailuresWith(next) {
      reporter = next;
    },
  };
  try {
    await createProgram(context).parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has written its message or the help already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
    reporter.close();
    const code = exitCodeOf(error);
    reporter.tell({
      event: 'run-failed',
      code: HavcError.is(error) ? error.code : 'BUG',
      exitCode: code,
      message: messageOf(error),
    });
    if (isDebug(argv)) streams.stderr.write(`${inspect(error, { depth: 6 })}\n`);
    return code;
  } finally {
    reporter.close();
  }
}

function messageOf(error: unknown): string {
  if (HavcError.is(error)) return onOneLine(error.message);
  const said = onOneLine(error instanceof Error ? error.message : String(error));
  return `Something went wrong inside havc: ${said}. This is a bug: run it again with --debug and report what it says.`;
}

function isDebug(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).includes('--debug');
}
