/** What a decision is about. */
export type DecisionSubject =
  | 'input'
  | 'color'
  | 'size'
  | 'model'
  | 'device'
  | 'container'
  | 'encoder'
  | 'output'
  | 'recipe'
  | 'scenes'
  | 'benchmark';

/** The command has begun on an input. */
export interface RunStart {
  readonly event: 'run-start';
  /** Version of havc. */
  readonly version: string;
  /** `-` for a pipe. */
  readonly input: string;
  readonly output: string;
  readonly kind: 'film' | 'image' | 'images';
  readonly model: string;
  /** The name of the recipe, where it has one. */
  readonly recipe: string | null;
}

/** Something was chosen or guessed that the user should know of. */
export interface DecisionMade {
  readonly event: 'decision-made';
  readonly subject: DecisionSubject;
  /** A sentence or a line for people. */
  readonly message: string;
}

/** Frames have reached the encoder. */
export interface FrameDone {
  readonly event: 'frame-done';
  /** How many are done. */
  readonly frames: number;
  /** How many there will be; null where that can't be known before the end. */
  readonly total: number | null;
  /** Whether `total` is exact and not reckoned from duration and frame rate. */
  readonly totalExact: boolean;
  /** Frames a second over the last seconds; null in the first second. */
  readonly fps: number | null;
  /** Time that is left at this speed, in seconds; null where it can't be told. */
  readonly secondsLeft: number | null;
  /** What runs where: `compact on cpu, libx264`. */
  readonly where: string;
}

/** One image of a folder or a sequence has been written, or was skipped because its output is there. */
export interface ImageDone {
  readonly event: 'image-done';
  readonly input: string;
  readonly output: string;
  readonly skipped: boolean;
  /** How many images have been done, have failed or were skipped so far, of how many. */
  readonly images: number;
  readonly total: number;
  readonly fps: number | null;
  readonly secondsLeft: number | null;
  readonly where: string;
}

/** One image of a folder or a sequence could not be coloured; the others go on. */
export interface ImageFailed {
  readonly event: 'image-failed';
  readonly input: string;
  readonly code: string;
  readonly message: string;
  readonly images: number;
  readonly total: number;
}

/** The output is complete under its name. */
export interface RunEnd {
  readonly event: 'run-end';
  readonly output: string;
  /** Frames of a film, images of a folder or taken from a film, shots that were found, 1 for an image or a comparison. */
  readonly frames: number;
  readonly unit: 'frames' | 'images' | 'films' | 'shots';
  /** Images that could not be coloured, and that were skipped because their outputs are there. */
  readonly failed: number;
  readonly skipped: number;
  /** Size of the output; null for a pipe. */
  readonly bytes: number | null;
  /** How long the run took. */
  readonly seconds: number;
}

/** The run has ended without its output. */
export interface RunFailed {
  readonly event: 'run-failed';
  /** A code of HavcError, or `BUG`. */
  readonly code: string;
  readonly exitCode: number;
  readonly message: string;
}

/** What `--progress json` writes, one object a line. */
export type RunEvent = RunStart | DecisionMade | FrameDone | ImageDone | ImageFailed | RunEnd | RunFailed;
