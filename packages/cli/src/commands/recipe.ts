import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { type RecipeFlags, recipeOptions } from '../recipes/recipe-options.ts';
import { addExamples, debugOption, overwriteOptions } from './common-options.ts';

interface ShowOptions extends RecipeFlags {
  readonly explain?: boolean;
}

interface FromHavcOptions {
  readonly file?: string;
  readonly output?: string;
  readonly explain?: boolean;
  readonly overwrite?: boolean;
}

/** `havc recipe`: everything about recipes that needs no film. */
export function recipeCommand(context: CommandContext): Command {
  const recipe = new Command('recipe').description(
    'Recipes: everything that decides how a film is coloured, as one JSON document. Lists presets, shows, explains, ' +
      'checks and compares recipes, and translates calls of HAVC.',
  );
  addExamples(recipe, [
    { command: 'havc recipe show slow --color-fix violet/red > mine.json', does: 'begins a recipe of your own' },
    { command: 'havc recipe diff medium mine.json', does: 'says what differs' },
    { command: `havc recipe from-havc 'HAVC_main(clip, Preset="fast")'`, does: 'translates a call of the original' },
  ]);
  recipe.addCommand(listCommand(context));
  recipe.addCommand(showCommand(context));
  recipe.addCommand(diffCommand(context));
  recipe.addCommand(fromHavcCommand(context));
  recipe.addCommand(schemaCommand(context));
  return recipe;
}

function listCommand(context: CommandContext): Command {
  return new Command('list')
    .description('Lists the presets and what each is for.')
    .addOption(new Option('--json', 'as JSON'))
    .addOption(debugOption())
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { listPresets } = await import('../recipe/list-presets.ts');
      context.streams.stdout.write(await listPresets({ json: json === true }));
    });
}

function showCommand(context: CommandContext): Command {
  const command = new Command('show')
    .description('Prints the complete recipe of a preset or a file, checked, with every number; or says what it does.')
    .argument('[name]', 'a preset or a recipe file (default: medium)')
    .addOption(new Option('--explain', 'in words: what is done, in order, and why'));
  for (const option of recipeOptions()) {
    if (!['--preset', '--recipe'].includes(option.long ?? '')) command.addOption(option);
  }
  return command
    .addOption(debugOption())
    .action(async (name: string | undefined, { explain, ...flags }: ShowOptions) => {
      const { recipeByName } = await import('../recipes/read-recipe.ts');
      const { showRecipe } = await import('../recipes/show-recipe.ts');
      await showRecipe(await recipeByName(name ?? 'medium', flags), { json: explain !== true }, context);
    });
}

function diffCommand(context: CommandContext): Command {
  return new Command('diff')
    .description('Says where two recipes differ, a line a place.')
    .argument('<before>', 'a preset or a recipe file')
    .argument('<after>', 'another')
    .addOption(new Option('--json', 'as JSON'))
    .addOption(debugOption())
    .action(async (before: string, after: string, { json }: { readonly json?: boolean }) => {
      const { diffByName } = await import('../recipe/diff-by-name.ts');
      context.streams.stdout.write(await diffByName(before, after, { json: json === true }));
    });
}

function fromHavcCommand(context: CommandContext): Command {
  const command = new Command('from-havc')
    .description(
      'Translates a call of HAVC (vs-deoldify), or a VapourSynth script with several, into a recipe. The text is read ' +
        'and never run; what had no effect there, or is done in another way here, is said on stderr.',
    )
    .argument('[call]', `the call in quotes: 'HAVC_main(clip, Preset="fast", ...)'`)
    .addOption(new Option('--file <script>', 'read it from a file'))
    .addOption(new Option('-o, --output <file>', 'write the recipe there (default: print it)'))
    .addOption(new Option('--explain', 'say in words what the recipe does'));
  for (const option of overwriteOptions()) command.addOption(option);
  return command.addOption(debugOption()).action(async (call: string | undefined, options: FromHavcOptions) => {
    const { translateHavc } = await import('../recipe/translate-havc.ts');
    await translateHavc(
      {
        call,
        file: options.file,
        output: options.output,
        explain: options.explain === true,
        overwrite: options.overwrite,
      },
      context,
    );
  });
}

function schemaCommand(context: CommandContext): Command {
  return new Command('schema')
    .description('Prints the JSON Schema of recipes, for editors that complete and check.')
    .addOption(debugOption())
    .action(async () => {
      const { recipeJsonSchema } = await import('@havc/presets');
      context.streams.stdout.write(`${JSON.stringify(recipeJsonSchema(), null, 2)}\n`);
    });
}
