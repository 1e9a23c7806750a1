import { Command, Option } from 'commander';
import { COLORIZE } from '../colorize/work.ts';
import type { CommandContext } from '../command-context.ts';
import { DEVICE_CHOICES, type DeviceName, MODELS } from '../models/catalogue.ts';
import { fallbackOption, type RecipeFlags, recipeOptions } from '../recipes/recipe-options.ts';
import { addExamples, numberBetween, overwriteOptions, wholeNumber } from './common-options.ts';
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
interface ColorizeOptions extends RecipeFlags, RunFlags {
  readonly device: DeviceName;
  readonly precision?: 'fp32' | 'fp16';
  readonly allowFallback?: boolean;
  readonly printRecipe?: boolean;
  readonly explain?: boolean;
}

/** `havc colorize`. */
export function colorizeCommand(context: CommandContext): Command {
  const command = new Command('colorize')
    .description(
      'Colours a film, an image, a folder of images, or a numbered sequence of images. ' +
        'What it writes has the sound and other tracks of the source, and its luma, untouched unless a recipe cleans up tone.',
    )
    .argument(
      '[input]',
      'a film (any video), an image, a folder, a sequence such as shot_%05d.png, or - for y4m from a pipe',
    );
  for (const option of options()) command.addOption(option);
  return addExamples(command, [
    { command: 'havc colorize film.mp4', does: 'writes film.color.mp4 beside it' },
    { command: 'havc colorize film.mkv --preset medium', does: 'colours as HAVC does, with two full models' },
    {
      command: 'havc colorize film.mkv --preset slow --color-fix violet/red --set color.merge.weight=0.3 --explain',
      does: 'says what it would do',
    },
    {
      command: 'havc colorize film.mkv --model deoldify-video',
      does: 'takes a full model (`havc models fetch` gets it)',
    },
    { command: 'havc colorize film.mkv -o out.mkv --codec h265 --crf 20', does: 'chooses name, codec and quality' },
    { command: 'havc colorize film.mp4 --start 1:10 --end 1:20.5 -o sample.mp4', does: 'tries ten seconds of it' },
    { command: 'havc colorize photo.jpg', does: 'writes photo.color.jpg' },
    { command: 'havc colorize scans/ -o coloured/ -n', does: 'colours those images that have no output yet' },
    { command: 'havc colorize shot_%05d.png', does: 'colours a numbered sequence into shot.color/' },
    {
      command: 'vspipe -c y4m script.vpy - | havc colorize - -o - | x265 --y4m - -o out.hevc',
      does: 'stands in a pipe',
    },
    { command: 'havc colorize -- -film.mp4', does: 'takes a name that begins with a dash' },
  ]).action(async (input: string | undefined, chosen: ColorizeOptions) => {
    const { readRecipe } = await import('../recipes/read-recipe.ts');
    const how = await readRecipe(chosen);
    if (chosen.printRecipe || chosen.explain) {
      const { showRecipe } = await import('../recipes/show-recipe.ts');
      await showRecipe(how.recipe, { json: chosen.printRecipe === true }, context);
      return;
    }
    if (input === undefined) return command.error("error: missing required argument 'input'");
    const { ensurePrecision } = await import('../recipes/ensure-precision.ts');
    ensurePrecision(how.recipe, chosen.precision);
    const { device, precision, allowFallback = false } = chosen;
    const models = { device, precision, allowFallback };
    await runRecipe({ work: COLORIZE, input, how, models }, chosen, context);
  });
}

function options(): Option[] {
  const [builtIn, ...others] = MODELS;
  const modelList = `${builtIn.name} (${builtIn.summary}), ${others.map(({ name }) => name).join(', ')}`;
  return [
    outputOption(COLORIZE.suffix),
    ...recipeOptions(),
    new Option(
      '--model <model>',
      `a single model instead of a preset: ${modelList}; \`havc models\` says what each does (default: ${builtIn.name})`,
    ),
    new Option('--device <device>', 'where the model runs; auto takes the best that works')
      .choices(DEVICE_CHOICES)
      .default('auto'),
    new Option(
      '--render-factor <number>',
      'side of the square that a full model sees, in units of 16 pixels, 4..64; more means more detail, more saturated ' +
        'mistakes and more time (default: 24, for eccv16 and siggraph17 16)',
    ).argParser(wholeNumber('--render-factor', 4, 64)),
    new Option('--precision <precision>', 'of a full model: fp16 takes half the memory (default: fp32)').choices([
      'fp32',
      'fp16',
    ]),
    new Option(
      '--video-blend <share>',
      'of deoldify-video in deoldify-stable and deoldify-artistic, 0..1; 0 is the pure model (default: 0.5)',
    ).argParser(numberBetween('--video-blend', 0, 1)),
    sizeOption(
      'shorter side of the pictures that are worked on, or full; the output keeps its full size (default: 480)',
    ),
    fallbackOption(),
    ...recipeOutputOptions(),
    ...rangeOptions(),
    ...encoderOptions(),
    ...overwriteOptions(),
    ...talkOptions(),
  ];
}
