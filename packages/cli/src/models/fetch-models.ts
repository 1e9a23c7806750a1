import type { LicensePolicy, ModelRecord, WeightEntry } from '@havc/weights';
import type { CommandContext } from '../command-context.ts';
import { formatBytes, formatDuration } from '../progress/format.ts';
import { openStore, type StoreFlags } from './open-store.ts';
import { createTransferReporter } from './transfer-reporter.ts';
import { weightsJson } from './weights-json.ts';

/** How {@link fetchModels} fetches. */
export interface FetchFlags extends StoreFlags {
  readonly json: boolean;
  readonly quiet: boolean;
}

/** `havc models fetch`: gets weights that aren't there, one after the other. */
export async function fetchModels(ids: readonly string[], flags: FetchFlags, context: CommandContext): Promise<void> {
  const { streams, signal } = context;
  const store = await openStore(flags);
  // All of them first: a slip in the last name must not show after an hour of downloads.
  const entries = await checkedEntries(ids, flags.licenses ?? 'any');
  const reporter = await createTransferReporter(streams.stderr, flags);
  const results: object[] = [];
  try {
    for (const entry of entries) {
      const startedAt = performance.now();
      let moved = false;
      reporter.say(`${entry.id}: ${licenseSentence(entry)}`);
      const stored = await store.fetch(entry.id, {
        signal,
        onEvent(event) {
          moved ||= event.event === 'transfer-start';
          reporter.tell(event);
        },
      });
      const took = moved ? ` in ${formatDuration((performance.now() - startedAt) / 1000)}` : '';
      const here = moved ? 'is here' : 'was here already';
      reporter.say(`${entry.id} ${here}: ${formatBytes(stored.bytes)}${took}. ${trustSentence(stored.record)}`);
      if (entry.usable === 'later') reporter.say(`No model of this version takes ${entry.id} yet.`);
      results.push(weightsJson(stored));
    }
  } finally {
    reporter.close();
  }
  if (flags.json) streams.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
}

async function checkedEntries(ids: readonly string[], licenses: LicensePolicy): Promise<readonly WeightEntry[]> {
  const { ensureLicense, findWeights } = await import('@havc/weights');
  return [...new Set(ids)].map((id) => {
    const entry = findWeights(id);
    ensureLicense(entry, licenses);
    return entry;
  });
}

/** The line that says under what terms weights come, and whose they are. */
export function licenseSentence({ license, commercialUse, credit }: WeightEntry): string {
  const use = {
    allowed: 'commercial use is allowed',
    forbidden: 'COMMERCIAL USE IS FORBIDDEN',
    unclear: 'whether commercial use is allowed is unclear',
  }[commercialUse];
  return `${license}, ${use}. By ${credit}.`;
}

/** The line that says what a file's hash was compared with. */
export function trustSentence(record: ModelRecord | undefined): string {
  switch (record?.verifiedAgainst) {
    case 'catalogue':
      return 'Its SHA-256 is that of the official file.';
    case 'user':
      return 'Its SHA-256 is not that of the official file: it was taken as weights of your own.';
    case 'first-use':
      return `Nobody has recorded its SHA-256: ${record.sha256} is remembered, and checked from now on.`;
    default:
      return '';
  }
}
