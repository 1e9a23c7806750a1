import { HavcError, type HavcErrorCode } from '@havc/core';

/** What the command ends with when all went well. */
export const EXIT_OK = 0;
/** `havc bench compare --fail-on-loss` has found a loss. */
export const EXIT_LOSS = 1;
/** A wrong option, a missing argument, an unknown command. */
export const EXIT_USAGE = 2;
/** An error that isn't a HavcError: a bug of ours. (EX_SOFTWARE of BSD's sysexits.) */
export const EXIT_BUG = 70;
/** Stopped by Ctrl-C or SIGTERM. */
export const EXIT_INTERRUPTED = 130;

/** What each kind of error makes the command end with; numbers from 64 are those of BSD's sysexits. */
export const EXIT_CODES = {
  OPTION_INVALID: EXIT_USAGE,
  // Bad data: it is there, but it is not what it should be.
  SHAPE_INVALID: 65,
  INPUT_UNREADABLE: 65,
  INPUT_UNSUPPORTED: 65,
  WEIGHTS_REFUSED: 65,
  RECIPE_INVALID: 65,
  INPUT_MISSING: 66,
  // Something that the run needs isn't available.
  FFMPEG_MISSING: 69,
  FFMPEG_UNSUITABLE: 69,
  MODEL_MISSING: 69,
  DOWNLOAD_FAILED: 69,
  DEVICE_UNAVAILABLE: 69,
  // The output can't be made under that name or in that form.
  OUTPUT_EXISTS: 73,
  OUTPUT_UNWRITABLE: 73,
  OUTPUT_UNSUPPORTED: 73,
  // Something broke while running: a disk, a pipe, a child process.
  DISK_FULL: 74,
  FFMPEG_FAILED: 74,
  INFERENCE_FAILED: 74,
  // The user has said that it may not be done.
  LICENSE_REFUSED: 77,
  ABORTED: EXIT_INTERRUPTED,
} as const satisfies Record<HavcErrorCode, number>;

/** The exit code that stands for an error: by its code where it is a HavcError, else {@link EXIT_BUG}. */
export function exitCodeOf(error: unknown): number {
  if (!HavcError.is(error)) return EXIT_BUG;
  // Another copy of @havc/core may know codes that this one doesn't.
  return EXIT_CODES[error.code] ?? EXIT_BUG;
}
