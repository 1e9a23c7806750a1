import { ELEMENT_BYTES, type ElementArray } from './element-type.ts';
import type { FileBytes } from './file-bytes.ts';
import type { StoredTensor } from './stored-tensor.ts';

/** Large enough that reading goes at the disk's speed, small beside any tensor that matters. */
const BLOCK_BYTES = 4 * 2 ** 20;

/**
 * Reads a tensor in blocks, in the order of the file, and puts its values in C order into `out`. Gaps between its
 * elements that are longer than a block aren't read.
 *
 * @param out - as many elements as the tensor has.
 * @param decode - elements of the kind of `out` from a block's bytes; absent where the bytes are those of `out` already.
 * @param blockBytes - a multiple of 8; smaller in tests.
 */
export async function readTensor(
  file: FileBytes,
  tensor: StoredTensor,
  out: ElementArray,
  decode: ((bytes: Uint8Array<ArrayBuffer>) => ElementArray) | undefined,
  blockBytes = BLOCK_BYTES,
): Promise<void> {
  const { count, offset, axes } = tensor.layout;
  if (count === 0) return;
  const width = ELEMENT_BYTES[tensor.type];
  const start = (await tensor.storage.locate()) + offset * width;
  const contiguous = axes.length === 1 && axes[0]!.source === 1;
  if (decode === undefined && contiguous) {
    await file.readInto(new Uint8Array(out.buffer, out.byteOffset, out.byteLength), start);
    return;
  }
  const asElements =
    decode ?? ((bytes) => new (out.constructor as TypedArrayOver)(bytes.buffer, 0, bytes.length / width));
  const block = new Uint8Array(new ArrayBuffer(Math.min(blockBytes, reach(axes) * width)));
  const capacity = block.length / width;

  // Inside a step of the axis `depth`, elements span this far; where that's more than a block, each step is a walk.
  async function walk(depth: number, source: number, target: number): Promise<void> {
    const axis = axes[depth]!;
    const inner = reach(axes.slice(depth + 1));
    if (inner > capacity) {
      for (let i = 0; i < axis.size; i++) await walk(depth + 1, source + i * axis.source, target + i * axis.target);
      return;
    }
    const steps = axis.source === 0 ? axis.size : 1 + Math.floor((capacity - inner) / axis.source);
    for (let i = 0; i < axis.size; i += steps) {
      const size = Math.min(steps, axis.size - i);
      const bytes = block.subarray(0, ((size - 1) * axis.source + inner) * width);
      await file.readInto(bytes, start + (source + i * axis.source) * width);
      scatter(asElements(bytes), 0, out, target + i * axis.target, [{ ...axis, size }, ...axes.slice(depth + 1)], 0);
    }
  }
  await walk(0, 0, 0);
}

type Axes = StoredTensor['layout']['axes'];
type TypedArrayOver = new (buffer: ArrayBuffer, offset: number, length: number) => ElementArray;

/** How many elements of the storage lie from the first that these axes visit to the last. */
function reach(axes: Axes): number {
  return axes.reduce((last, { size, source }) => last + (size - 1) * source, 0) + 1;
}

function scatter(
  from: ElementArray,
  source: number,
  out: ElementArray,
  target: number,
  axes: Axes,
  depth: number,
): void {
  const axis = axes[depth]!;
  if (depth < axes.length - 1) {
    for (let i = 0; i < axis.size; i++) {
      scatter(from, source + i * axis.source, out, target + i * axis.target, axes, depth + 1);
    }
    return;
  }
  for (let i = 0; i < axis.size; i++) out[target + i * axis.target] = from[source + i * axis.source]!;
}
