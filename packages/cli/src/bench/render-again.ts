import { dirname, join } from 'node:path';
import { readResults, renderAgain as renderReport } from '@havc/benchmarks';
import type { CommandContext } from '../command-context.ts';
import { settleOverwrite } from '../overwrite.ts';
import { createLinesReporter } from '../progress/lines-reporter.ts';

/** What `havc bench report` does. */
export interface RenderRequest {
  /** A results.json, with its thumbnails beside it. */
  readonly results: string;
  /** Folder of the report. */
  readonly output: string;
  readonly overwrite?: boolean | undefined;
}

/**
 * Writes the report of an earlier run anew, and prints its path.
 *
 * @throws HavcError `INPUT_MISSING`, `INPUT_UNREADABLE` for what is no results.json; `OUTPUT_EXISTS`, `OUTPUT_UNWRITABLE`.
 */
export async function renderAgain(request: RenderRequest, { streams, signal }: CommandContext): Promise<void> {
  const { results: path, output, overwrite } = request;
  const results = await readResults(path);
  const reporter = createLinesReporter(streams.stderr, { progress: false });
  await settleOverwrite(join(output, 'report.html'), [path], {
    ...{ streams, signal, reporter, overwrite, otherwise: '-o for another folder' },
  });
  const { html } = await renderReport(results, dirname(path), output);
  streams.stdout.write(`${html}\n`);
}
