import { listPresets as presets } from '@havc/presets';
import { formatTable } from '../table.ts';

/** What `havc recipe list` prints. */
export async function listPresets({ json }: { readonly json: boolean }): Promise<string> {
  const all = presets();
  if (json) return `${JSON.stringify(all, null, 2)}\n`;
  const rows = (origin: string) =>
    formatTable(
      all.filter((preset) => preset.origin === origin).map(({ name, summary }): [string, string] => [name, summary]),
    );
  return [
    "HAVC's presets, slowest first; --color-model and its like choose within them:",
    rows('havc'),
    '',
    'Our own:',
    rows('own'),
    '',
    '`havc recipe show <name> --explain` says what one does.\n',
  ].join('\n');
}
