import type { Tensors } from './tensor.ts';

/**
 * Work around a model that is done in the inference process, beside the model: it gets what the session's `run` was
 * given, calls `model` as often as it likes, and returns what `run` will give. Pictures can then travel as bytes, and
 * the pre- and post-processing never holds up the main process.
 *
 * A module for the inference process exports `createProcessor(options)`, which returns one of these; it is called once
 * a session, so buffers made there are reused from run to run. Runs never overlap.
 */
export type InferenceProcessor = (feeds: Tensors, model: (feeds: Tensors) => Promise<Tensors>) => Promise<Tensors>;

/** What a module named by `processor.module` exports. */
export interface ProcessorModule {
  /** Makes the processor of one session from the plain data in `processor.options`. */
  createProcessor(options: unknown): InferenceProcessor;
}
