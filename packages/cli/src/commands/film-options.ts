import type { UnheldTracks, VideoCodec } from '@havc/media';
import { Option } from 'commander';
import { PROGRESS_MODES } from '../progress/reporter.ts';
import { splitShellWords } from '../shell-words.ts';
import { parseTimePosition } from '../time-position.ts';
import { debugOption, wholeNumber } from './common-options.ts';

/** `-o`, where a film goes and an image too. */
export function outputOption(suffix: string): Option {
  return new Option(
    '-o, --output <path>',
    `where to write; - for y4m to a pipe (default: beside the input, name.${suffix}.mp4)`,
  );
}

/** `--size`. */
export function sizeOption(what: string): Option {
  return new Option('--size <pixels>', what).argParser((text) =>
    text === 'full' ? 'full' : wholeNumber('--size', 16, 4096)(text),
  );
}

/** `--print-recipe`, `--explain` and `--no-recipe-file`. */
export function recipeOutputOptions(): Option[] {
  return [
    new Option('--print-recipe', 'print the complete recipe as JSON, and do nothing'),
    new Option('--explain', 'say what will be done, in order and why, and do nothing'),
    new Option('--no-recipe-file', "don't write the recipe beside the output (film.color.mp4.recipe.json)"),
  ];
}

/** What is chosen for the encoder of a film. */
export function encoderOptions(): Option[] {
  return [
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
  ];
}

/** `--start` and `--end`. */
export function rangeOptions(): Option[] {
  return [
    new Option('--start <position>', 'first frame, as a time (00:01:10.5, 70.5s, 70.5) or a frame (1750f)').argParser(
      (text) => parseTimePosition(text, '--start'),
    ),
    new Option('--end <position>', 'where to stop, as --start; that frame is left out').argParser((text) =>
      parseTimePosition(text, '--end'),
    ),
  ];
}

/** `--progress`, `-q` and `--debug`. */
export function talkOptions(): Option[] {
  return [
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
