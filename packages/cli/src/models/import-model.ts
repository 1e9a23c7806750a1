import type { CommandContext } from '../command-context.ts';
import { formatBytes } from '../progress/format.ts';
import { licenseSentence, trustSentence } from './fetch-models.ts';
import { openStore, type StoreFlags } from './open-store.ts';
import { createTransferReporter } from './transfer-reporter.ts';
import { weightsJson } from './weights-json.ts';

/** How {@link importModel} takes a file. */
export interface ImportFlags extends StoreFlags {
  readonly as?: string;
  readonly allowUnknownHash: boolean;
  readonly overwrite: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** `havc models import`: takes a file of weights that the user has. */
export async function importModel(file: string, flags: ImportFlags, context: CommandContext): Promise<void> {
  const { streams, signal } = context;
  const store = await openStore(flags);
  const reporter = await createTransferReporter(streams.stderr, flags);
  try {
    const stored = await store.import(file, {
      ...(flags.as === undefined ? {} : { as: flags.as }),
      allowUnknownHash: flags.allowUnknownHash,
      overwrite: flags.overwrite,
      signal,
      onEvent: reporter.tell,
    });
    const { entry, bytes, record } = stored;
    reporter.say(`Imported ${file} as ${entry.id}: ${formatBytes(bytes)}. ${trustSentence(record)}`);
    reporter.say(`${entry.id}: ${licenseSentence(entry)}`);
    if (flags.json) streams.stdout.write(`${JSON.stringify(weightsJson(stored), null, 2)}\n`);
  } finally {
    reporter.close();
  }
}
