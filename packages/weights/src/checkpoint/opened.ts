import type { Checkpoint } from './checkpoint.ts';
import type { StoredTensor } from './stored-tensor.ts';

/** What a reader of one format finds in a file: its tensors, checked, and none of their values. */
export interface Opened {
  readonly format: Checkpoint['format'];
  readonly stateDictPath: readonly string[];
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}
