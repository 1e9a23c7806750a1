import { HavcError } from '@havc/core';
import type { Position } from '@havc/media';
import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { DEVICE_CHOICES, type DeviceName } from '../models/catalogue.ts';
import type { PreviewRequest } from '../preview/preview-request.ts';
import { PROGRESS_MODES, type ProgressMode } from '../progress/reporter.ts';
import { fallbackOption, type RecipeFlags, recipeOptions } from '../recipes/recipe-options.ts';
import { parseTimePosition } from '../time-position.ts';
import { addExamples, debugOption, overwriteOptions, wholeNumber } from './common-options.ts';

/** What commander makes of the options. */
interface PreviewOptions extends Omit<RecipeFlags, 'preset' | 'recipe' | 'model'> {
  readonly output?: string;
  readonly at?: readonly Position[];
  readonly scenes?: number;
  readonly presets?: readonly string[];
  readonly cell: number;
  readonly device: DeviceName;
  readonly precision?: 'fp32' | 'fp16';
  readonly allowFallback?: boolean;
  readonly overwrite?: boolean;
  readonly progress: ProgressMode;
  readonly quiet?: boolean;
}

/** `havc preview`. */
export function previewCommand(context: CommandContext): Command {
  const command = new Command('preview')
    .description(
      'Draws a contact sheet: frames of a film, or photographs, before and after, one row for each preset, with the time ' +
        'that each takes; to decide before the long run.',
    )
    .argument('<input>', 'a film, an image, a folder of images, or a sequence such as shot_%05d.png');
  for (const option of options()) command.addOption(option);
  return addExamples(command, [
    { command: 'havc preview film.mp4', does: 'writes film.preview.png: 8 frames of 8 scenes, in the usual ways' },
    {
      command: 'havc preview film.mkv --presets fast,medium,slow --scenes 12',
      does: 'compares three presets on 12 scenes',
    },
    {
      command: 'havc preview film.mkv --at 00:10:00,00:20:00,1750f --presets medium,mine.json -o look.jpg',
      does: 'shows these frames, by a preset and a recipe of your own',
    },
    {
      command: 'havc preview film.mkv --presets medium,slow --color-fix violet/red --color-tune strong',
      does: 'applies a choice to all rows',
    },
    {
      command: 'havc preview scans/ --presets photo,deoldify-artistic,ddcolor-artistic',
      does: 'compares for photographs',
    },
  ]).action(async (input: string, chosen: PreviewOptions) => {
    const { createReporter } = await import('../progress/create-reporter.ts');
    const { output, at, scenes, presets, cell, device, precision, allowFallback = false, overwrite, ...rest } = chosen;
    const { progress, quiet = false, ...flags } = rest;
    const reporter = await createReporter(context.streams.stderr, { mode: progress, quiet });
    context.reportFailuresWith(reporter);
    const request: PreviewRequest = {
      ...{ input, output, ways: presets, flags, at, scenes, cell, device, precision, allowFallback, overwrite },
    };
    const { preview } = await import('../preview/preview.ts');
    await preview(request, { streams: context.streams, signal: context.signal, reporter });
  });
}

function options(): Option[] {
  const ownRows = ['preset', 'recipe'];
  return [
    new Option('-o, --output <path>', 'where to write, .png or .jpg (default: beside the input, name.preview.png)'),
    new Option(
      '--presets <names>',
      'a row for each, with commas between: presets, recipe files (mine.json), single models (ddcolor-tiny) ' +
        '(default: built-in, fast, medium, slow, as far as their weights are there)',
    ).argParser((text) => splitList(text, '--presets')),
    new Option(
      '--at <positions>',
      'the frames to show, with commas between: times (00:10:00, 70.5s) and frames (1750f)',
    ).argParser((text) => splitList(text, '--at').map((position) => parseTimePosition(position, '--at'))),
    new Option(
      '--scenes <number>',
      'how many frames to choose, each of another scene where the film has so many; of a folder, how many pictures ' +
        '(default: 8)',
    ).argParser(wholeNumber('--scenes', 1, 40)),
    new Option('--cell <pixels>', 'how wide and high a picture on the sheet is at most')
      .argParser(wholeNumber('--cell', 64, 2048))
      .default(320),
    ...recipeOptions().filter((option) => !ownRows.includes(option.attributeName())),
    new Option(
      '--size <pixels>',
      "shorter side of the pictures that models see, or full (default: the recipe's own, mostly 480)",
    ).argParser((text) => (text === 'full' ? 'full' : wholeNumber('--size', 16, 4096)(text))),
    new Option('--device <device>', 'where models run; auto takes the best that works')
      .choices(DEVICE_CHOICES)
      .default('auto'),
    new Option('--precision <precision>', 'of full models: fp16 takes half the memory (default: fp32)').choices([
      'fp32',
      'fp16',
    ]),
    fallbackOption(),
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

/** The entries of a list with commas, each once. */
function splitList(text: string, option: string): readonly string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  if (entries.every((entry) => entry !== '')) return [...new Set(entries)];
  throw new HavcError(
    'OPTION_INVALID',
    `${option} must be a list with commas between, and none at its end, got ${JSON.stringify(text.slice(0, 80))}.`,
    { details: { option } },
  );
}
