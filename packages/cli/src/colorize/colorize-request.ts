import type { EncodeOptions, Position } from '@havc/media';
import type { DeviceName, ModelName } from '../models/catalogue.ts';
import type { ModelSettings } from '../models/model-settings.ts';
import type { Reporter } from '../progress/reporter.ts';
import type { Streams } from '../streams.ts';

/** What `havc colorize` was asked to do, checked. */
export interface ColorizeRequest {
  /** A path, a pattern with `%05d`, or `-`. */
  readonly input: string;
  /** A path or `-`; chosen by the input where it isn't given. */
  readonly output: string | undefined;
  readonly model: ModelName;
  readonly device: DeviceName;
  readonly settings: ModelSettings;
  /** Shorter side of the pictures that the model sees, pixels. */
  readonly size: number;
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
