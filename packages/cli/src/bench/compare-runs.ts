import { compareResults, comparisonMarkdown, formatComparison, readResults } from '@havc/benchmarks';
import type { CommandContext } from '../command-context.ts';
import { EXIT_LOSS } from '../exit-codes.ts';

/** What `havc bench compare` does. */
export interface CompareRunsRequest {
  readonly before: string;
  readonly after: string;
  readonly json?: boolean | undefined;
  readonly markdown?: boolean | undefined;
  /** Whether a loss beyond the noise is told by the exit code too. */
  readonly failOnLoss?: boolean | undefined;
}

/**
 * Prints what changed between two runs.
 *
 * @throws HavcError `INPUT_MISSING`, `INPUT_UNREADABLE` for what is no results.json.
 */
export async function compareRuns(request: CompareRunsRequest, context: CommandContext): Promise<void> {
  const { before, after, json, markdown, failOnLoss } = request;
  const comparison = compareResults(await readResults(before), await readResults(after));
  const form = markdown ? comparisonMarkdown : formatComparison;
  const text = json ? JSON.stringify(comparison, null, 2) : form(comparison);
  context.streams.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  const { worse, slower } = comparison.counts;
  if (failOnLoss && worse + slower > 0) context.exitWith(EXIT_LOSS);
}
