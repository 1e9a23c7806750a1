import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import { readBounded } from '@havc/presets';
import { type BenchResults, RESULTS_VERSION } from './bench-results.ts';
import { describeIssues } from './schema/describe-issues.ts';
import { resultsSchema } from './schema/results-schema.ts';

/** A hundred methods over an hour of film take about ten. */
const MAX_RESULTS_BYTES = 64 << 20;

/**
 * The results of a run from its file.
 *
 * @param path - of `results.json`, or of the folder that it is in.
 * @throws HavcError `INPUT_MISSING`; `INPUT_UNREADABLE` for what is too large or isn't results, as {@link parseResults}.
 */
export async function readResults(path: string): Promise<BenchResults> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false, // readBounded tells what is wrong with it
  );
  const file = isFolder ? join(path, 'results.json') : path;
  const bytes = await readBounded(file, MAX_RESULTS_BYTES, 'results file');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw unreadable(file, 'is no UTF-8 text: give the results.json that a run has written', error);
  }
  return parseResults(text, file);
}

/**
 * The results of a run from the text of `results.json`, each field checked: numbers are finite, lists have bounds, files
 * lie below the folder of the results. What isn't known is dropped.
 *
 * @param name - of the file, for messages.
 * @throws HavcError `INPUT_UNREADABLE` for what is no JSON, no results, of another version, or wrong in some place.
 */
export function parseResults(text: string, name: string): BenchResults {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw unreadable(name, 'is no JSON, or was cut off: give the results.json that a run has written whole', error);
  }
  ensureVersion(data, name);
  const result = resultsSchema.safeParse(data);
  if (!result.success) throw unreadable(name, `isn't as a run writes it: ${describeIssues(result.error.issues)}`);
  return result.data;
}

function ensureVersion(data: unknown, name: string): void {
  const { format, version, havc } = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>;
  if (format !== 'havc-bench') {
    throw unreadable(name, 'holds no results of havc bench: give the results.json that a run has written');
  }
  if (version === RESULTS_VERSION) return;
  const by = typeof havc === 'string' ? ` by havc ${havc.slice(0, 40)}` : '';
  if (typeof version === 'number' && version > RESULTS_VERSION) {
    throw unreadable(name, `was written${by} in a newer form (${version}) than this havc reads: take that havc`);
  }
  const which = typeof version === 'number' ? ` (${version})` : '';
  throw unreadable(name, `was written${by} in an older form${which}: measure again, or take that havc to read it`);
}

function unreadable(name: string, what: string, cause?: unknown): HavcError {
  const message = `${JSON.stringify(name)} ${what}${what.endsWith('.') ? '' : '.'}`;
  return new HavcError('INPUT_UNREADABLE', message, { details: { path: name }, cause });
}
