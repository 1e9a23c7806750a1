import type { LoadModelOptions } from '@havc/presets';

/** What the parts of a run work with. */
export interface BenchContext {
  /** Where the results go; thumbnails are written below it, under names of their own for each part. */
  readonly output: string;
  /** A folder for what is needed meanwhile, removed after the run. */
  readonly scratch: string;
  /** Folder of the four photographs that films are made from: `media` in the repository. */
  readonly photographs: string;
  /** Path of the `havc` program, which Node runs, for what is measured as a user runs it. */
  readonly havcProgram: string;
  /** Device, precision, threads and weights for models. */
  readonly models: LoadModelOptions;
  /** Tells a person what is going on. */
  say(text: string): void;
  readonly signal?: AbortSignal | undefined;
}
