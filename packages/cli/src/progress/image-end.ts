import { fileBytes } from '../colorize/file-bytes.ts';
import type { RunEnd } from './run-event.ts';

/** The end of a run that has made one image. */
export async function imageEnd(output: string, startedAt: number): Promise<RunEnd> {
  return {
    event: 'run-end',
    output,
    frames: 1,
    unit: 'images',
    failed: 0,
    skipped: 0,
    bytes: await fileBytes(output),
    seconds: (performance.now() - startedAt) / 1000,
  };
}
