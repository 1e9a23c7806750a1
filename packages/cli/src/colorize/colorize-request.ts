import type { EncodeOptions, Position } from '@havc/media';
import type { Reporter } from '../progress/reporter.ts';
import type { ModelRunFlags } from '../recipes/open-models.ts';
import type { RunRecipe } from '../recipes/read-recipe.ts';
import type { Streams } from '../streams.ts';
import type { Work } from './work.ts';

/** What `havc colorize` or `havc filter` was asked to do, checked. */
export interface ColorizeRequest {
  readonly work: Work;
  /** A path, a pattern with `%05d`, or `-`. */
  readonly input: string;
  /** A path or `-`; chosen by the input where it isn't given. */
  readonly output: string | undefined;
  /** How it is coloured. */
  readonly how: RunRecipe;
  /** Undefined where nothing is coloured. */
  readonly models: ModelRunFlags | undefined;
  /** Whether the recipe is written beside the output. */
  readonly recipeFile: boolean;
  readonly start: Position | undefined;
  readonly end: Position | undefined;
  /** What the user chose for the encoder, and nothing else. */
  readonly encoding: Pick<EncodeOptions, 'codec' | 'crf' | 'encoderArguments' | 'pixelFormat' | 'unheldTracks'>;
  /** `-y` is true, `-n` false, neither undefined. */
  readonly overwrite: boolean | undefined;
}

/** What a run has at hand besides its request. */
export interface ColorizeContext {
  readonly streams: Streams;
  readonly signal: AbortSignal;
  readonly reporter: Reporter;
}

/** The files that are read, none of which may be an output. */
export function inputFiles({ input, how }: Pick<ColorizeRequest, 'input' | 'how'>): readonly string[] {
  return [input, how.file].filter((file): file is string => file !== undefined && file !== '-');
}
