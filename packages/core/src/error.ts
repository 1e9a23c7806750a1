const MARKER = Symbol.for('havc.error');

/** What went wrong, in one word that programs can compare. The CLI maps each to an exit code. */
export type HavcErrorCode =
  | 'OPTION_INVALID'
  | 'SHAPE_INVALID'
  | 'INPUT_MISSING'
  | 'INPUT_UNREADABLE'
  | 'INPUT_UNSUPPORTED'
  | 'OUTPUT_EXISTS'
  | 'OUTPUT_UNWRITABLE'
  | 'OUTPUT_UNSUPPORTED'
  | 'DISK_FULL'
  | 'FFMPEG_MISSING'
  | 'FFMPEG_UNSUITABLE'
  | 'FFMPEG_FAILED'
  | 'MODEL_MISSING'
  | 'WEIGHTS_REFUSED'
  | 'DOWNLOAD_FAILED'
  | 'LICENSE_REFUSED'
  | 'DEVICE_UNAVAILABLE'
  | 'INFERENCE_FAILED'
  | 'RECIPE_INVALID'
  | 'ABORTED';

/** Plain data that goes with an error: the path, the option, the exit status, the last lines a child process wrote. */
export type HavcErrorDetails = Readonly<Record<string, unknown>>;

/**
 * The one error class of all havc packages. Its message says what is wrong, where, and what to do next.
 *
 * Recognise it with {@link HavcError.is} and not with `instanceof`: two copies of this package in one program
 * still know each other's errors.
 */
export class HavcError extends Error {
  override readonly name = 'HavcError';
  readonly code: HavcErrorCode;
  readonly details: HavcErrorDetails;

  constructor(code: HavcErrorCode, message: string, options: { details?: HavcErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    Object.defineProperty(this, MARKER, { value: true });
  }

  /** Whether `error` is a HavcError, of this copy of the package or of another; with `code`, whether it is that kind. */
  static is(error: unknown, code?: HavcErrorCode): error is HavcError {
    if (typeof error !== 'object' || error === null || !(MARKER in error)) return false;
    return code === undefined || (error as { code?: unknown }).code === code;
  }
}
