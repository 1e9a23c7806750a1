import type { Position, UnheldTracks, VideoCodec } from '@havc/media';
import type { ColorizeRequest } from '../colorize/colorize-request.ts';
import type { CommandContext } from '../command-context.ts';
import type { ProgressMode } from '../progress/reporter.ts';

/** What commander makes of the options that all commands have which make films out of films. */
export interface RunFlags {
  readonly output?: string;
  readonly recipeFile: boolean;
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

/**
 * Runs a recipe over what a command was given.
 *
 * @throws HavcError as `colorize` does.
 */
export async function runRecipe(
  what: Pick<ColorizeRequest, 'work' | 'input' | 'how' | 'models'>,
  flags: RunFlags,
  context: CommandContext,
): Promise<void> {
  const { createReporter } = await import('../progress/create-reporter.ts');
  const { output, recipeFile, start, end, overwrite, progress, quiet = false } = flags;
  const reporter = await createReporter(context.streams.stderr, { mode: progress, quiet });
  context.reportFailuresWith(reporter);
  const request = { ...what, output, recipeFile, start, end, overwrite, encoding: encodingOf(flags) };
  const { colorize } = await import('../colorize/colorize.ts');
  await colorize(request, { streams: context.streams, signal: context.signal, reporter });
}

function encodingOf({ codec, crf, encoderArgs, pixelFormat, tracks }: RunFlags): ColorizeRequest['encoding'] {
  return {
    ...(codec !== undefined && { codec }),
    ...(crf !== undefined && { crf }),
    ...(encoderArgs !== undefined && { encoderArguments: encoderArgs }),
    ...(pixelFormat !== undefined && { pixelFormat }),
    ...(tracks !== undefined && { unheldTracks: tracks }),
  };
}
