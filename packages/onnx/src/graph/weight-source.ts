/** Where a graph's weights come from: a checkpoint that is open, or anything that can be read by name. */
export interface WeightSource {
  /** What messages call it: the file's name. */
  readonly name: string;
  /** The tensors there are, with their shapes. */
  readonly tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>;
  /** One tensor's values in C order, in an array that may be changed. */
  readFloat32(name: string): Promise<Float32Array>;
}

/** Reads one tensor that the graph has asked for. */
export type ReadWeight = (name: string) => Promise<Float32Array>;
