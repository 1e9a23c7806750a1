import type { Reporter } from './progress/reporter.ts';
import type { Streams } from './streams.ts';

/** What a command gets from the run it is part of. */
export interface CommandContext {
  readonly streams: Streams;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Sets the exit code of a command that ends without throwing. */
  exitWith(code: number): void;
  /** From here on a failure is told by this reporter, which may have a bar on the screen or write JSON. */
  reportFailuresWith(reporter: Reporter): void;
}
