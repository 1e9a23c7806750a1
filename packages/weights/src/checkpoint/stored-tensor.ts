import type { CheckpointTensor } from './checkpoint.ts';
import { ELEMENT_BYTES } from './element-type.ts';
import { bytesText, refusal } from './refusal.ts';
import { type DeclaredTensor, planLayout, type TensorLayout } from './tensor-layout.ts';

/** Official models have up to two thousand. */
export const MAX_TENSORS = 10_000;

/**
 * How many times a file's size its tensors may be together, as 32-bit floats: four for a file of bytes, and some more
 * for weights that are used twice. Without it a kilobyte could say that it is worth hours of reading, by strides of 0.
 */
const MAX_GROWTH = 8;

/** What small files may hold all the same. */
const ALWAYS_ALLOWED_BYTES = 16 * 2 ** 20;

/** A run of bytes of an open file: what PyTorch calls a storage. */
export interface StoredBytes {
  /**
   * Where in the file its first byte is.
   *
   * @throws HavcError `WEIGHTS_REFUSED` where the bytes turn out to be damaged.
   */
  locate(): Promise<number>;
}

/** A tensor that has been checked and can be read. */
export interface StoredTensor extends CheckpointTensor {
  readonly layout: TensorLayout;
  readonly storage: StoredBytes;
}

/**
 * Checks all tensors of a file and plans how each is read.
 *
 * @throws HavcError `WEIGHTS_REFUSED` as {@link planLayout} does, and `limit` where they are too many or too large for
 * their file.
 */
export function planTensors(
  file: { readonly path: string; readonly size: number },
  declared: readonly (DeclaredTensor & { readonly storage: StoredBytes })[],
): Map<string, StoredTensor> {
  const { path, size } = file;
  if (declared.length > MAX_TENSORS) {
    throw refusal(path, 'limit', `it has ${declared.length} tensors, where ${MAX_TENSORS} are the most`);
  }
  const allowed = Math.max(ALWAYS_ALLOWED_BYTES, MAX_GROWTH * size);
  let total = 0;
  const tensors = new Map<string, StoredTensor>();
  for (const tensor of declared) {
    const layout = planLayout(path, tensor);
    total += layout.count * Math.max(4, ELEMENT_BYTES[tensor.type]);
    if (total > allowed) {
      throw refusal(path, 'limit', `its ${bytesText(size)} declare tensors of more than ${bytesText(allowed)}`);
    }
    const { name, type, shape, storage } = tensor;
    tensors.set(name, { name, type, shape: Object.freeze([...shape]), layout, storage });
  }
  return tensors;
}
