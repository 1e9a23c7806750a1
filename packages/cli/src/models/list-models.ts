import type { StoredWeights } from '@havc/weights';
import { formatBytes, onOneLine } from '../progress/format.ts';
import { formatColumns, formatTable } from '../table.ts';
import { DEFAULT_MODEL, MODELS } from './catalogue.ts';
import { openStore } from './open-store.ts';
import { weightsJson } from './weights-json.ts';

/** What `havc models list` prints: the models that `--model` takes, and which weights are there. */
export async function listModels({ json }: { readonly json: boolean }): Promise<string> {
  const { home, list } = await openStore();
  const weights = await list();
  if (json) return `${JSON.stringify({ models: MODELS, home, weights: weights.map(weightsJson) }, null, 2)}\n`;
  const models = MODELS.map(({ name, summary }): [string, string] => [
    name,
    name === DEFAULT_MODEL ? `${summary} (the default)` : summary,
  ]);
  const rows = weights.map((stored) => {
    const { id, license, summary, usable } = stored.entry;
    return [id, stateOf(stored), sizeOf(stored), license, usable === 'later' ? `${summary} (not used yet)` : summary];
  });
  return [
    'Models that --model takes:',
    formatTable(models),
    '',
    `Official weights, in ${onOneLine(home)}:`,
    formatColumns(rows),
    '',
    '`havc models fetch <id>` gets weights, `havc models import <file>` takes a file of them.\n',
  ].join('\n');
}

function stateOf({ entry, state, bytes }: StoredWeights): string {
  switch (state) {
    case 'ready':
      return 'here';
    case 'missing':
      return '-';
    case 'partial':
      return entry.bytes === undefined ? 'partly here' : `${Math.floor((100 * bytes) / entry.bytes)}% here`;
    case 'unchecked':
      return 'here, unchecked';
    case 'changed':
      return 'changed';
  }
}

function sizeOf({ entry, state, bytes }: StoredWeights): string {
  const known = entry.bytes ?? (state === 'missing' || state === 'partial' ? undefined : bytes);
  return known === undefined ? '?' : formatBytes(known);
}
