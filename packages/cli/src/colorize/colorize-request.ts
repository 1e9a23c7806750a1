import type { EncodeOptions, Position } from '@havc/media';
import type { Reporter } from '../progress/reporter.ts';
import type { ModelRunFlags } from '../recipes/open-models.ts';
import type { RunRecipe } from '../recipes/read-recipe.ts';
import type { Streams } from '../streams.ts';

/** What `havc colorize` was asked to do, checked. */
export interface ColorizeRequest {
  /** A path, a pattern with `%05d`, or `-`. */
  readonly input: string;
  /** A path or `-`; chosen by the input where it isn't given. */
  readonly output: string | undefined;
  /** How it is coloured. */
  readonly how: RunRecipe;
  readonly models: ModelRunFlags;
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
