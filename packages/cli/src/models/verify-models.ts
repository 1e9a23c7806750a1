import type { Verification } from '@havc/weights';
import type { CommandContext } from '../command-context.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { formatColumns } from '../table.ts';
import { openStore } from './open-store.ts';
import { createTransferReporter } from './transfer-reporter.ts';

/** How {@link verifyModels} tells what it finds. */
export interface VerifyFlags {
  readonly json: boolean;
  readonly quiet: boolean;
}

/** `havc models verify`: reads weights again and compares their hashes; without ids all that are there. */
export async function verifyModels(ids: readonly string[], flags: VerifyFlags, context: CommandContext): Promise<void> {
  const { streams, signal } = context;
  const store = await openStore();
  const reporter = await createTransferReporter(streams.stderr, flags);
  const results: Verification[] = [];
  try {
    const wanted = ids.length > 0 ? new Set(ids) : await storedIds();
    for (const id of wanted) results.push(await store.verify(id, { signal, onEvent: reporter.tell }));
  } finally {
    reporter.close();
  }
  if (flags.json) streams.stdout.write(`${JSON.stringify(results.map(verificationJson), null, 2)}\n`);
  else if (results.length > 0) streams.stdout.write(`${formatColumns(results.map(verificationRow))}\n`);
  else reporter.say(`There are no weights in ${store.home}.`);
  const wrong = results.filter(({ status }) => status === 'wrong');
  for (const { entry } of wrong) {
    const advice = `\`havc models remove ${entry.id}\`, then \`havc models fetch ${entry.id}\``;
    streams.stderr.write(`havc: ${entry.id} is damaged or was replaced: run ${advice}.\n`);
  }
  if (wrong.length > 0) context.exitWith(EXIT_CODES.WEIGHTS_REFUSED);
  else if (results.some(({ status }) => status === 'missing')) context.exitWith(EXIT_CODES.MODEL_MISSING);

  async function storedIds(): Promise<readonly string[]> {
    const all = await store.list();
    return all.filter(({ state }) => state !== 'missing' && state !== 'partial').map(({ entry }) => entry.id);
  }
}

function verificationRow({ entry, status, sha256, expectedSha256, verifiedAgainst }: Verification): string[] {
  if (status === 'missing') return [entry.id, 'MISSING', ''];
  if (status === 'wrong') return [entry.id, 'WRONG', `${sha256}, expected ${expectedSha256}`];
  const by = { catalogue: 'the official file', 'first-use': 'as at its first use', user: 'your own, as imported' };
  return [entry.id, 'ok', `${sha256} (${by[verifiedAgainst!]})`];
}

function verificationJson({ entry, ...rest }: Verification): object {
  return { id: entry.id, ...rest };
}
