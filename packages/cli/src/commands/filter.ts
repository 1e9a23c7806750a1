import { Command, Option } from 'commander';
import { FILTER } from '../colorize/work.ts';
import type { CommandContext } from '../command-context.ts';
import type { FilterFlags } from '../filter/read-chain.ts';
import { keepLumaOption, setOption } from '../recipes/recipe-options.ts';
import { addExamples, overwriteOptions } from './common-options.ts';
import {
  encoderOptions,
  outputOption,
  rangeOptions,
  recipeOutputOptions,
  sizeOption,
  talkOptions,
} from './film-options.ts';
import { type RunFlags, runRecipe } from './run-flags.ts';

/** What commander makes of the options. */
interface FilterOptions extends FilterFlags, RunFlags {
  readonly list?: boolean;
  readonly printRecipe?: boolean;
  readonly explain?: boolean;
}

/** `havc filter`. */
export function filterCommand(context: CommandContext): Command {
  const command = new Command('filter')
    .description(
      'Repairs what has colours already: steadies them, calms or turns hues, gives looks, cleans up tone. ' +
        'It takes films, images and folders as colorize does, and keeps sound, other tracks, and luma where no step changes tone.',
    )
    .argument(
      '[input]',
      'a film (any video), an image, a folder, a sequence such as shot_%05d.png, or - for y4m from a pipe',
    );
  for (const option of options()) command.addOption(option);
  return addExamples(command, [
    {
      command: 'havc filter film.mp4 --chain "stabilizer"',
      does: 'steadies colours, and writes film.filtered.mp4 beside it',
    },
    {
      command: 'havc filter film.mp4 --chain "hues 300:360 saturation=0.6; color-map blue->brown keep=0.8"',
      does: 'calms magentas, and turns blues a little to brown',
    },
    {
      command:
        'havc filter film.mp4 --chain "stabilizer dark.amount=0.5 stabilize.frames=9; look amber-light strength=0.5"',
      does: 'sets what lies inside a step with dots',
    },
    {
      command: 'havc filter photo.jpg --chain "tune medium; lut \'my look.cube\' strength=0.7" --explain',
      does: 'says what it would do',
    },
    { command: 'havc filter film.mp4 --chain steps.json', does: 'takes the steps from a file, as recipes have them' },
    { command: 'havc filter --list', does: 'lists all steps and their settings' },
    {
      command: 'havc filter - -o - --chain deflicker < film.y4m | x265 --y4m - -o out.hevc',
      does: 'stands in a pipe',
    },
  ]).action(async (input: string | undefined, chosen: FilterOptions) => {
    if (chosen.list) {
      const { listSteps } = await import('../filter/list-steps.ts');
      return listSteps(context);
    }
    const { readChain } = await import('../filter/read-chain.ts');
    const how = await readChain(chosen);
    if (chosen.printRecipe || chosen.explain) {
      const { showRecipe } = await import('../recipes/show-recipe.ts');
      return showRecipe(how.recipe, { json: chosen.printRecipe === true }, context);
    }
    if (input === undefined) return command.error("error: missing required argument 'input'");
    await runRecipe({ work: FILTER, input, how, models: undefined }, chosen, context);
  });
}

function options(): Option[] {
  return [
    outputOption(FILTER.suffix),
    new Option(
      '--chain <steps>',
      'what to do, in order: names of steps with their settings, semicolons between; or a file of steps, steps.json or @file',
    ),
    new Option('--list', 'print all steps with their settings and defaults, and do nothing'),
    sizeOption('shorter side of the pictures that are worked on, or full (default: full)'),
    keepLumaOption(),
    setOption(),
    ...recipeOutputOptions(),
    ...rangeOptions(),
    ...encoderOptions(),
    ...overwriteOptions(),
    ...talkOptions(),
  ];
}
