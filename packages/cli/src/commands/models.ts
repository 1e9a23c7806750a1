import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { DEFAULT_MODEL, MODELS } from '../models/catalogue.ts';
import { formatTable } from '../table.ts';
import { addExamples, debugOption } from './common-options.ts';

/** `havc models`. */
export function modelsCommand(context: CommandContext): Command {
  const command = new Command('models')
    .description('Lists the models that --model takes.')
    .addOption(new Option('--json', 'print one JSON array, for programs'))
    .addOption(debugOption());
  return addExamples(command, [{ command: 'havc models', does: 'says what each does' }]).action(
    ({ json = false }: { readonly json?: boolean }) => {
      const { stdout } = context.streams;
      if (json) {
        stdout.write(`${JSON.stringify(MODELS, null, 2)}\n`);
        return;
      }
      const rows = MODELS.map(({ name, summary }): [string, string] => [
        name,
        name === DEFAULT_MODEL ? `${summary} (the default)` : summary,
      ]);
      stdout.write(
        `${formatTable(rows)}\n\nThe full models (DeOldify, DDColor, Zhang) are not part of this version.\n`,
      );
    },
  );
}
