import { PassThrough } from 'node:stream';
import { run } from '../run.ts';
import { createMemoryStream } from './memory-stream.ts';

/** What a run in this process has written and ended with. */
export interface CapturedRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this process, without a terminal and with an empty stdin. */
export async function captureRun(...argv: string[]): Promise<CapturedRun> {
  const stdout = createMemoryStream();
  const stderr = createMemoryStream();
  const stdin = new PassThrough();
  stdin.end();
  const exitCode = await run(argv, { stdin, stdout, stderr });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}
