import type { Readable, Writable } from 'node:stream';

/** What the command reads from: `process.stdin`, or a stand-in. */
export type InputStream = Readable & { readonly isTTY?: boolean | undefined };

/** What the command writes to: `process.stdout` and `process.stderr`, or stand-ins. */
export type OutputStream = Writable & {
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal in characters. */
  readonly columns?: number | undefined;
};

/** The three streams of a run. stdout is for data, stderr for talk. */
export interface Streams {
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}
