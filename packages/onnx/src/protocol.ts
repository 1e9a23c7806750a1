import type { Device } from './device.ts';
import type { TensorInfo, TensorPlace } from './tensor.ts';

/** Where pre- and post-processing around the model comes from: a module that the inference process loads. */
export interface ProcessorSource {
  /** `file:` URL of an ES module that exports `createProcessor(options)`, see {@link InferenceProcessor}. */
  readonly module: string;
  /** Plain data, handed to `createProcessor`. */
  readonly options?: unknown;
}

/** Asks the process to create a session on one device and to run it once. The body holds the warm-up's tensors. */
export interface OpenRequest {
  readonly kind: 'open';
  readonly device: Device;
  /** Path of the .onnx file, or where its bytes lie in the body. */
  readonly model: string | TensorPlace;
  readonly threads: number;
  readonly processor?: ProcessorSource;
  readonly warmUp: readonly TensorPlace[];
  /** Whether to run a second time and say how long that took. */
  readonly measure: boolean;
}

/** Asks for one run on tensors in the body. */
export interface RunRequest {
  readonly kind: 'run';
  readonly feeds: readonly TensorPlace[];
}

/** What the host asks for. Every request gets exactly one reply, in the same order. */
export type Request = OpenRequest | RunRequest;

/** A session was created and warmed up. */
export interface OpenedReply {
  readonly kind: 'opened';
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /** Time of a run after the warm-up; absent unless it was asked for. */
  readonly runMs?: number;
}

/** A run is done; its tensors are in the body. */
export interface RanReply {
  readonly kind: 'ran';
  readonly outputs: readonly TensorPlace[];
  /** What the model itself took, by the clock and on processors. */
  readonly modelSeconds: number;
  readonly modelCpuSeconds: number;
}

/** The request failed and the process lives on. */
export interface FailedReply {
  readonly kind: 'failed';
  readonly step: 'build' | 'create' | 'warm-up' | 'run';
  readonly message: string;
}

/** What the process answers. */
export type Reply = OpenedReply | RanReply | FailedReply;
