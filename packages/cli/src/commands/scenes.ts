import { HavcError } from '@havc/core';
import type { Position } from '@havc/media';
import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { PICTURE_FORMATS, type PictureFormat } from '../pictures/picture-format.ts';
import type { ProgressMode } from '../progress/reporter.ts';
import { detectorOptions, readDetection } from '../scenes/detector-options.ts';
import { SCENE_FORMATS, type SceneFormat } from '../scenes/format-scenes.ts';
import { PICTURE_PLACES, type PicturePlace, type ShotPictures } from '../scenes/scenes-request.ts';
import { addExamples, overwriteOptions } from './common-options.ts';
import { rangeOptions, talkOptions } from './film-options.ts';

/** What commander makes of the options, besides those of the detectors. */
interface ScenesOptions {
  readonly references?: boolean;
  readonly format: SceneFormat;
  readonly pictures?: string;
  readonly pictureAt?: PicturePlace;
  readonly pictureFormat?: PictureFormat;
  readonly overwrite?: boolean;
  readonly start?: Position;
  readonly end?: Position;
  readonly progress: ProgressMode;
  readonly quiet?: boolean;
}

/** `havc scenes`. */
export function scenesCommand(context: CommandContext): Command {
  const command = new Command('scenes')
    .description('Finds the cuts of a film and prints its shots. With --pictures it also writes a picture of each.')
    .argument('<input>', 'a film, or - for y4m from a pipe');
  const options = [
    new Option('--format <format>', 'text is a table for people').choices(SCENE_FORMATS).default('text'),
    new Option('--references', 'also list the frames that are worth being references'),
    ...rangeOptions(),
    new Option('--pictures <folder>', 'write a picture of each shot there, as shot_0001_000017.jpg: shot 1, frame 17'),
    new Option('--picture-at <place>', 'which frame of the shot (default: middle; from a pipe first)').choices(
      PICTURE_PLACES,
    ),
    new Option('--picture-format <format>', 'of the pictures (default: jpg)').choices(PICTURE_FORMATS),
    ...overwriteOptions(),
    ...detectorOptions(),
    ...talkOptions(),
  ];
  for (const option of options) command.addOption(option);
  return addExamples(command, [
    { command: 'havc scenes film.mkv', does: 'prints a table of its shots' },
    { command: "havc scenes film.mkv --format json | jq '.shots[].first'", does: 'for programs' },
    { command: 'havc scenes film.mkv --pictures shots/', does: 'writes the middle frame of each shot' },
    { command: 'havc scenes film.mkv --start 1:00 --end 2:00 --threshold 0.15', does: 'finds more, in one minute' },
    { command: 'vspipe -c y4m script.vpy - | havc scenes - --format csv > cuts.csv', does: 'stands in a pipe' },
  ]).action(async (input: string, chosen: ScenesOptions) => {
    const { createReporter } = await import('../progress/create-reporter.ts');
    const references = chosen.references === true;
    const request = {
      input,
      start: chosen.start,
      end: chosen.end,
      detection: readDetection({ ...chosen }, { references }),
      references,
      format: chosen.format,
      pictures: readPictures(chosen),
    };
    const reporter = await createReporter(context.streams.stderr, {
      mode: chosen.progress,
      quiet: chosen.quiet === true,
    });
    context.reportFailuresWith(reporter);
    const { scenes } = await import('../scenes/scenes.ts');
    await scenes(request, { streams: context.streams, signal: context.signal, reporter });
  });
}

function readPictures({ pictures, pictureAt, pictureFormat, overwrite }: ScenesOptions): ShotPictures | undefined {
  if (pictures !== undefined) {
    return { folder: folderName(pictures, '--pictures'), format: pictureFormat ?? 'jpg', at: pictureAt, overwrite };
  }
  const alone = { '--picture-at': pictureAt, '--picture-format': pictureFormat, [overwrite ? '-y' : '-n']: overwrite };
  for (const [option, value] of Object.entries(alone)) {
    if (value === undefined) continue;
    throw new HavcError('OPTION_INVALID', `${option} is for pictures: add --pictures <folder>, or leave it out.`, {
      details: { option },
    });
  }
  return undefined;
}

/**
 * The name of a folder for pictures.
 *
 * @throws HavcError `OPTION_INVALID` for what names none.
 */
export function folderName(text: string, option: string): string {
  if (text !== '' && text !== '-' && !text.includes('\0')) return text;
  throw new HavcError('OPTION_INVALID', `${option} must name a folder, got ${JSON.stringify(text)}.`, {
    details: { option },
  });
}
