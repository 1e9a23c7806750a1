import type { CommandContext } from '../command-context.ts';
import { formatBytes } from '../progress/format.ts';
import { openStore } from './open-store.ts';

/** `havc models remove`: removes weights, and says what became free. */
export async function removeModels(
  ids: readonly string[],
  flags: { readonly forget: boolean; readonly quiet: boolean },
  context: CommandContext,
): Promise<void> {
  const { findWeights } = await import('@havc/weights');
  // All of them first: a slip in the last name must not show after the others are gone.
  const entries = [...new Set(ids)].map((id) => findWeights(id));
  const store = await openStore();
  for (const { id } of entries) {
    const bytes = await store.remove(id, { forget: flags.forget, signal: context.signal });
    if (flags.quiet) continue;
    context.streams.stderr.write(
      bytes > 0 ? `Removed ${id}: ${formatBytes(bytes)} are free again.\n` : `${id} was not here.\n`,
    );
  }
}
