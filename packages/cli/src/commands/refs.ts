import { HavcError } from '@havc/core';
import type { Position } from '@havc/media';
import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { DEFAULT_QUALITY, PICTURE_FORMATS, type PictureFormat } from '../pictures/picture-format.ts';
import type { ProgressMode } from '../progress/reporter.ts';
import type { ExportRequest, ReferenceSelection } from '../refs/export-request.ts';
import { parseFrameList } from '../refs/frame-list.ts';
import { type ChosenOptions, chosenDetectorFlags, detectorOptions, readDetection } from '../scenes/detector-options.ts';
import { addExamples, overwriteOptions, wholeNumber } from './common-options.ts';
import { rangeOptions, talkOptions } from './film-options.ts';
import { folderName } from './scenes.ts';

/** `havc refs`, and the commands below it. */
export function refsCommand(context: CommandContext): Command {
  const command = new Command('refs').description(
    'Works with reference frames: pictures of a film that are coloured by hand or by another program.',
  );
  addExamples(command, [
    { command: 'havc refs export film.mkv -o refs/', does: 'writes the frames worth being references' },
  ]);
  return command.addCommand(exportCommand(context));
}

/** What commander makes of the options, besides those of the detectors. */
interface ExportOptions {
  readonly output: string;
  readonly frames?: readonly number[];
  readonly every?: number;
  readonly sequence?: boolean;
  readonly offsetNumber: number;
  readonly format: PictureFormat;
  readonly quality?: number;
  readonly overwrite?: boolean;
  readonly start?: Position;
  readonly end?: Position;
  readonly json?: boolean;
  readonly progress: ProgressMode;
  readonly quiet?: boolean;
}

function exportCommand(context: CommandContext): Command {
  const command = new Command('export')
    .description('Writes reference frames of a film at full size, as ref_001234.jpg by the number of the frame.')
    .argument('<input>', 'a film, or - for y4m from a pipe');
  const options = [
    new Option('-o, --output <folder>', 'where to write; made if it is missing').makeOptionMandatory(),
    new Option('--format <format>', 'of the pictures').choices(PICTURE_FORMATS).default('jpg'),
    new Option(
      '--quality <number>',
      `of jpg, 1..100; chroma has the full size (default: ${DEFAULT_QUALITY})`,
    ).argParser(wholeNumber('--quality', 1, 100)),
    new Option('--frames <list>', 'no detector, but these frames, e.g. 12,50,100').argParser((text) =>
      parseFrameList(text, '--frames'),
    ),
    new Option('--every <frames>', 'no detector, but frames 0, n, 2n, ...').argParser(
      wholeNumber('--every', 1, 1_000_000),
    ),
    new Option('--sequence', 'number the files 0, 1, 2, ... and not by their frames'),
    new Option('--offset-number <number>', 'added to the number in the name, and to nothing else; may be negative')
      .argParser(readOffset)
      .default(0),
    ...rangeOptions(),
    ...overwriteOptions(),
    new Option('--json', 'print one JSON object that says what was written, for programs'),
    ...detectorOptions(),
    ...talkOptions(),
  ];
  for (const option of options) command.addOption(option);
  return addExamples(command, [
    { command: 'havc refs export film.mkv -o refs/', does: 'writes refs/ref_000000.jpg and so on' },
    {
      command:
        'havc refs export film.mkv -o refs/ --detector edges --threshold 0.07 --min-interval 30 --similarity 0.14',
      does: 'also takes frames where a shot changes slowly',
    },
    { command: 'havc refs export film.mkv -o refs/ --frames 12,50,100 --format png', does: 'writes three frames' },
    {
      command: 'havc refs export film.mkv -o refs/ --every 25 -n',
      does: 'writes every 25th frame that is not there yet',
    },
  ]).action(async (input: string, chosen: ExportOptions) => {
    const { createReporter } = await import('../progress/create-reporter.ts');
    const request = readRequest(input, chosen);
    const reporter = await createReporter(context.streams.stderr, {
      mode: chosen.progress,
      quiet: chosen.quiet === true,
    });
    context.reportFailuresWith(reporter);
    const { exportReferences } = await import('../refs/export-references.ts');
    await exportReferences(request, { streams: context.streams, signal: context.signal, reporter });
  });
}

function readRequest(input: string, chosen: ExportOptions): ExportRequest {
  const { format, quality } = chosen;
  if (format === 'png' && quality !== undefined) {
    throw new HavcError('OPTION_INVALID', '--quality is for jpg, and png loses nothing: leave one of them out.', {
      details: { option: '--quality' },
    });
  }
  return {
    input,
    start: chosen.start,
    end: chosen.end,
    folder: folderName(chosen.output, '--output'),
    selection: readSelection(chosen),
    naming: { sequence: chosen.sequence === true, offset: chosen.offsetNumber },
    format,
    quality: quality ?? DEFAULT_QUALITY,
    overwrite: chosen.overwrite,
    json: chosen.json === true,
  };
}

function readSelection(chosen: ExportOptions): ReferenceSelection {
  const { frames, every } = chosen;
  const options: ChosenOptions = { ...chosen };
  if (frames === undefined && every === undefined) {
    return { by: 'detector', detection: readDetection(options, { references: true }) };
  }
  const [used, ...others] = [
    ...(frames ? ['--frames'] : []),
    ...(every !== undefined ? ['--every'] : []),
    ...chosenDetectorFlags(options),
  ];
  if (others.length > 0) {
    throw new HavcError(
      'OPTION_INVALID',
      `${used} says which frames are written, so that ${others.join(' and ')} would have no effect: leave ${others.length === 1 ? 'it' : 'them'} out.`,
      { details: { option: others[0] } },
    );
  }
  return frames ? { by: 'list', frames } : { by: 'every', frames: every! };
}

function readOffset(text: string): number {
  const value = /^[+-]?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isInteger(value)) return value;
  throw new HavcError(
    'OPTION_INVALID',
    `--offset-number must be a whole number of nine digits at most, such as 100 or -12, got "${text}".`,
    { details: { option: '--offset-number' } },
  );
}
