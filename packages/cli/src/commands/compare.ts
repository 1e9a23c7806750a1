import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { COMPARE_LAYOUTS, type CompareLayout } from '../compare/compare-request.ts';
import { addExamples, debugOption, overwriteOptions } from './common-options.ts';

interface CompareOptions {
  readonly output?: string;
  readonly layout: CompareLayout;
  readonly overwrite?: boolean;
  readonly quiet?: boolean;
}

/** `havc compare`. */
export function compareCommand(context: CommandContext): Command {
  const command = new Command('compare')
    .description('Puts a source and its result into one film or one image, to look at.')
    .argument('<a>', 'the source: a film or an image')
    .argument('<b>', 'the result, of the same kind')
    .addOption(new Option('-o, --output <path>', 'where to write (default: beside the result, name.compare.mp4)'))
    .addOption(
      new Option('--layout <layout>', 'side-by-side, or split: the left half of one and the right half of the other')
        .choices(COMPARE_LAYOUTS)
        .default('side-by-side'),
    );
  for (const option of overwriteOptions()) command.addOption(option);
  command.addOption(new Option('-q, --quiet', 'say nothing but what went wrong')).addOption(debugOption());
  return addExamples(command, [
    { command: 'havc compare film.mp4 film.color.mp4', does: 'writes film.color.compare.mp4' },
    { command: 'havc compare photo.jpg photo.color.jpg --layout split -o look.png', does: 'splits the picture' },
  ]).action(async (a: string, b: string, { output, layout, overwrite, quiet = false }: CompareOptions) => {
    const { createReporter } = await import('../progress/create-reporter.ts');
    const reporter = await createReporter(context.streams.stderr, { mode: 'none', quiet });
    const { compare } = await import('../compare/compare.ts');
    await compare({ a, b, output, layout, overwrite }, { streams: context.streams, signal: context.signal, reporter });
  });
}
