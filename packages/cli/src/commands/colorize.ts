import { HavcError } from '@havc/core';
import type { Position, UnheldTracks, VideoCodec } from '@havc/media';
import { Command, Option } from 'commander';
import type { ColorizeRequest } from '../colorize/colorize-request.ts';
import type { CommandContext } from '../command-context.ts';
import { DEVICE_CHOICES, type DeviceName, MODELS } from '../models/catalogue.ts';
import { PROGRESS_MODES, type ProgressMode } from '../progress/reporter.ts';
import { fallbackOption, type RecipeFlags, recipeOptions } from '../recipes/recipe-options.ts';
import { splitShellWords } from '../shell-words.ts';
import { parseTimePosition } from '../time-position.ts';
import { addExamples, debugOption, numberBetween, overwriteOptions, wholeNumber } from './common-options.ts';

/** What commander makes of the options. */
interface ColorizeOptions extends RecipeFlags {
  readonly output?: string;
  readonly device: DeviceName;
  readonly precision?: 'fp32' | 'fp16';
  readonly allowFallback?: boolean;
  readonly recipeFile: boolean;
  readonly printRecipe?: boolean;
  readonly explain?: boolean;
  readonly start?: Position;
  readonly end?: Position;
  readonly codec?: VideoCodec;
  readonly crf?: number;
  readonly encoderArgs?: readonly string[];
  readonly tracks?: UnheldTracks;
  readonly pixelFormat?: string;
  readonly overwrite?: boolean;
  readonly progress: ProgressMode;
  readonly quiet?: boolean;
}

/** `havc colorize`. */
export function colorizeCommand(context: CommandContext): Command {
  const command = new Command('colorize')
    .description(
      'Colours a film, an image, a folder of images, or a numbered sequence of images. ' +
        'What it writes has the luma of the source, untouched, and its sound and other tracks.',
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
    if (input === undefined) throw new HavcError('OPTION_INVALID', 'missing required argument: what to colour.');
    const { createReporter } = await import('../progress/create-reporter.ts');
    const { ensurePrecision } = await import('../recipes/ensure-precision.ts');
    ensurePrecision(how.recipe, chosen.precision);
    const reporter = await createReporter(context.streams.stderr, {
      mode: chosen.progress,
      quiet: chosen.quiet === true,
    });
    context.reportFailuresWith(reporter);
    const request: ColorizeRequest = {
      ...{ input, how, output: chosen.output, recipeFile: chosen.recipeFile, overwrite: chosen.overwrite },
      models: {
        ...{ device: chosen.device, precision: chosen.precision },
        allowFallback: chosen.allowFallback === true,
      },
      ...{ start: chosen.start, end: chosen.end },
      encoding: {
        ...(chosen.codec !== undefined && { codec: chosen.codec }),
        ...(chosen.crf !== undefined && { crf: chosen.crf }),
        ...(chosen.encoderArgs !== undefined && { encoderArguments: chosen.encoderArgs }),
        ...(chosen.pixelFormat !== undefined && { pixelFormat: chosen.pixelFormat }),
        ...(chosen.tracks !== undefined && { unheldTracks: chosen.tracks }),
      },
    };
    const { colorize } = await import('../colorize/colorize.ts');
    await colorize(request, { streams: context.streams, signal: context.signal, reporter });
  });
}

function options(): Option[] {
  const [builtIn, ...others] = MODELS;
  const modelList = `${builtIn.name} (${builtIn.summary}), ${others.map(({ name }) => name).join(', ')}`;
  return [
    new Option(
      '-o, --output <path>',
      'where to write; - for y4m to a pipe (default: beside the input, name.color.mp4)',
    ),
    ...recipeOptions(),
    new Option(
      '--model <name>',
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
    new Option(
      '--size <pixels>',
      'shorter side of the pictures that are worked on, or full; the output keeps its full size (default: 480)',
    ).argParser((text) => (text === 'full' ? 'full' : wholeNumber('--size', 16, 4096)(text))),
    fallbackOption(),
    new Option('--print-recipe', 'print the complete recipe as JSON, and do nothing'),
    new Option('--explain', 'say what will be done, in order and why, and do nothing'),
    new Option('--no-recipe-file', "don't write the recipe beside the output (name.recipe.json)"),
    new Option('--start <position>', 'first frame, as a time (00:01:10.5, 70.5s, 70.5) or a frame (1750f)').argParser(
      (text) => parseTimePosition(text, '--start'),
    ),
    new Option('--end <position>', 'where to stop, as --start; that frame is left out').argParser((text) =>
      parseTimePosition(text, '--end'),
    ),
    new Option('--codec <codec>', 'of the output (default: h264)').choices([
      'h264',
      'h265',
      'av1',
      'vp9',
      'prores',
      'ffv1',
    ] satisfies VideoCodec[]),
    new Option(
      '--crf <number>',
      'quality, lower is better: 0..51 for h264 (default 17) and h265 (19), 0..63 for av1 (24) and vp9 (22)',
    ).argParser(wholeNumber('--crf', 0, 63)),
    new Option(
      '--encoder-args <arguments>',
      'more arguments for ffmpeg\'s encoder in one string, e.g. "-preset slow -tune grain"; quotes count, no shell runs',
    ).argParser((text) => splitShellWords(text, '--encoder-args')),
    new Option(
      '--tracks <way>',
      "what to do with tracks that the output's container can't hold (default: refuse)",
    ).choices(['refuse', 'drop', 'convert'] satisfies UnheldTracks[]),
    new Option('--pixel-format <name>', "of the output by ffmpeg's name, e.g. yuv420p (default: by the source)"),
    ...overwriteOptions(),
    new Option(
      '--progress <way>',
      'auto is a bar on a terminal and lines elsewhere; json is one object a line on stderr',
    )
      .choices(PROGRESS_MODES)
      .default('auto'),
    new Option('-q, --quiet', 'say nothing but what went wrong'),
    debugOption(),
  ];
}
