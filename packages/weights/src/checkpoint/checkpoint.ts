import type { ElementArray } from './element-type.ts';

/** Element types of tensors in checkpoints, named as NumPy and PyTorch do. */
export type ElementType =
  | 'float64'
  | 'float32'
  | 'float16'
  | 'bfloat16'
  | 'int64'
  | 'int32'
  | 'int16'
  | 'int8'
  | 'uint8'
  | 'bool';

/** What a checkpoint says of one of its tensors. */
export interface CheckpointTensor {
  /** The key in the state dict, e.g. `layers.0.0.weight`. */
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
}

/** A file of weights that is open for reading: nothing of a tensor is in memory until it is asked for. */
export interface Checkpoint extends AsyncDisposable {
  readonly path: string;
  readonly format: 'torch-zip' | 'torch-legacy' | 'safetensors';
  /** The keys under which the file keeps its state dict, e.g. `['params']`; empty where it is nothing else. */
  readonly stateDictPath: readonly string[];
  /** The tensors of its state dict by name, in the file's order. */
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  /**
   * One tensor's values in C order as 32-bit floats (integers and 64-bit floats are rounded, booleans are 0 and 1); a new
   * array.
   *
   * @throws HavcError `WEIGHTS_REFUSED` where its bytes are damaged; `MODEL_MISSING` for a name that isn't there.
   */
  readFloat32(name: string): Promise<Float32Array>;
  /**
   * One tensor's values in C order and of their own type; a new array. 64-bit integers come as a BigInt64Array, 16-bit
   * floats as a Float32Array, booleans as a Uint8Array of 0 and 1.
   *
   * @throws HavcError as {@link readFloat32} does.
   */
  readExact(name: string): Promise<ElementArray>;
  /** Closes the file. Safe to call twice. */
  close(): Promise<void>;
}
