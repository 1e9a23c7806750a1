import { lstat, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { abortError, HavcError } from '@havc/core';
import type { Reporter } from './progress/reporter.ts';
import type { Streams } from './streams.ts';

/** How an output that exists is treated. */
export interface OverwriteRule {
  /** `-y` is true, `-n` is false, neither is undefined: ask on a terminal, else refuse. */
  readonly overwrite: boolean | undefined;
  readonly streams: Streams;
  readonly signal: AbortSignal;
  /** Closed before a question is asked. */
  readonly reporter: Reporter;
  /** What else can be done, for the message; by default, `-o` for another name. */
  readonly otherwise?: string;
}

/** Whether something has that name, be it a link that leads nowhere. */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false, // whoever writes it next says what is wrong with the path
  );
}

/** Whether both are the same file, by another spelling or a link. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  try {
    const [first, second] = await Promise.all([stat(a, { bigint: true }), stat(b, { bigint: true })]);
    return first.dev === second.dev && first.ino === second.ino;
  } catch {
    return false; // one of them is missing
  }
}

/**
 * Whether an output may be overwritten: asks on a terminal where neither `-y` nor `-n` was given.
 *
 * @param inputs - files that are being read; the output may be none of them.
 * @throws HavcError `OUTPUT_EXISTS` where it may not; `OPTION_INVALID` where it is an input; `ABORTED`.
 */
export async function settleOverwrite(
  output: string,
  inputs: readonly string[],
  rule: OverwriteRule,
): Promise<boolean> {
  if (!(await exists(output))) return rule.overwrite === true;
  for (const input of inputs) {
    if (!(await isSameFile(input, output))) continue;
    throw new HavcError(
      'OPTION_INVALID',
      `The output ${JSON.stringify(output)} is the input itself: give another name with -o.`,
      { details: { option: 'output', path: output, input } },
    );
  }
  if (rule.overwrite === true) return true;
  const name = JSON.stringify(output);
  if (rule.overwrite === undefined && canAsk(rule.streams)) {
    if (await ask(`${name} exists already. Replace it? [y/N] `, rule)) return true;
    throw new HavcError('OUTPUT_EXISTS', `${name} was kept, and nothing was written.`, { details: { path: output } });
  }
  const { otherwise = '-o for another name' } = rule;
  const advice = rule.overwrite === false ? 'it was kept, as -n says' : `give -y to replace it, or ${otherwise}`;
  throw new HavcError('OUTPUT_EXISTS', `The output ${name} exists already: ${advice}.`, { details: { path: output } });
}

/** Whether there is someone at a terminal who can be asked. */
export function canAsk({ stdin, stderr }: Streams): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/**
 * Asks a question at the terminal; yes is `y` or `yes`, everything else is no.
 *
 * @throws HavcError `ABORTED` when the run is stopped meanwhile.
 */
export async function ask(question: string, { streams, signal, reporter }: OverwriteRule): Promise<boolean> {
  reporter.close();
  const lines = createInterface({
    input: streams.stdin,
    output: streams.stderr,
    // Line by line as the terminal gives it: in raw mode Ctrl-C would be a character and no signal.
    terminal: false,
  });
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    const answer = await Promise.race([lines.question(question, { signal }), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (signal.aborted) throw abortError(signal);
    throw error;
  } finally {
    lines.close();
  }
}
