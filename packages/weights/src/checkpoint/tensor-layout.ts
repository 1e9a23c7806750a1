import type { CheckpointTensor } from './checkpoint.ts';
import { ELEMENT_BYTES } from './element-type.ts';
import { bytesText, quoted, type RefusalReason, refusal } from './refusal.ts';

/** No tensor of ours comes near; PyTorch itself allows 64 axes. */
const MAX_AXES = 64;

/** Bytes that a tensor may take as 32-bit floats: the largest of official models has 0.3 GiB. */
const MAX_TENSOR_BYTES = 2 ** 31;

/** A tensor as a file says it lies in its storage; offset and strides count elements. */
export interface DeclaredTensor extends CheckpointTensor {
  readonly strides: readonly number[];
  readonly offset: number;
  /** How many elements its storage, or its view of a storage, has. */
  readonly available: number;
}

/** One axis of a walk over a tensor: how many steps, how far each goes in the storage and in the result in C order. */
export interface LayoutAxis {
  readonly size: number;
  readonly source: number;
  readonly target: number;
}

/** How a tensor is read: axes in an order that visits the storage from its begin to its end. */
export interface TensorLayout {
  /** How many elements the tensor has. */
  readonly count: number;
  /** Where in the storage its first element is. */
  readonly offset: number;
  /** From the longest stride in the storage to the shortest; at least one axis. */
  readonly axes: readonly LayoutAxis[];
}

/**
 * Plans the reading of a tensor, and checks before anything is allocated that it lies inside its storage.
 *
 * Views that PyTorch makes by slicing, permuting and expanding are taken. One whose rows run into each other
 * (`as_strided`, `unfold`) is refused by name: no file of weights has it, and reading it would go back and forth.
 *
 * @throws HavcError `WEIGHTS_REFUSED`: `malformed`, `out-of-bounds`, `limit`, `unsupported-layout`.
 */
export function planLayout(path: string, tensor: DeclaredTensor): TensorLayout {
  const { shape, strides, offset } = tensor;
  const fail = (reason: RefusalReason, what: string) =>
    refusal(path, reason, `its tensor ${quoted(tensor.name)} ${what}`, { details: { tensor: tensor.name } });
  if (shape.length > MAX_AXES) throw fail('limit', `has ${shape.length} axes, where ${MAX_AXES} are the most`);
  if (shape.length !== strides.length)
    throw fail('malformed', `has ${shape.length} axes but ${strides.length} strides`);
  for (const [what, value] of [
    ['offset', offset],
    ...shape.map((n) => ['size', n]),
    ...strides.map((n) => ['stride', n]),
  ]) {
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw fail('malformed', `has ${value} as ${what}`);
  }
  const count = shape.includes(0) ? 0 : shape.reduce((product, size) => product * size, 1);
  const bytes = count * Math.max(4, ELEMENT_BYTES[tensor.type]);
  if (bytes > MAX_TENSOR_BYTES) {
    throw fail('limit', `of shape [${shape.join(', ')}] is too large: ${bytesText(MAX_TENSOR_BYTES)} are the most`);
  }
  if (count === 0) return { count, offset: 0, axes: [{ size: 0, source: 1, target: 1 }] };
  const last = shape.reduce((position, size, axis) => position + (size - 1) * strides[axis]!, offset);
  if (last >= tensor.available) {
    throw fail('out-of-bounds', `reaches to element ${last} of a storage that has ${tensor.available}`);
  }
  const axes = mergeAxes(orderAxes(shape, strides));
  let reach = 0;
  for (const { size, source } of axes.toReversed()) {
    if (source !== 0 && source <= reach)
      throw fail('unsupported-layout', `has strides that run into each other: [${strides.join(', ')}]`);
    reach += (size - 1) * source;
  }
  return { count, offset, axes };
}

function orderAxes(shape: readonly number[], strides: readonly number[]): LayoutAxis[] {
  let target = 1;
  const axes = shape.map((size, axis) => ({ size, source: strides[axis]!, target: 1 }));
  for (const axis of axes.toReversed()) {
    axis.target = target;
    target *= axis.size;
  }
  return axes.filter(({ size }) => size !== 1).sort((a, b) => b.source - a.source || b.target - a.target);
}

/** Neighbours that are one run in storage and result become one axis: all of a contiguous tensor does. */
function mergeAxes(axes: readonly LayoutAxis[]): LayoutAxis[] {
  const merged: LayoutAxis[] = [];
  for (const axis of axes) {
    const outer = merged.at(-1);
    if (outer !== undefined && outer.source === axis.size * axis.source && outer.target === axis.size * axis.target) {
      merged[merged.length - 1] = { ...axis, size: outer.size * axis.size };
    } else merged.push(axis);
  }
  return merged.length > 0 ? merged : [{ size: 1, source: 1, target: 1 }];
}

/** The strides of a tensor in C order without gaps. */
export function contiguousStrides(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}
