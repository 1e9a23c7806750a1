import { describeValue, elementCount, formatShape, type Shape, type Value, wiringError } from './value.ts';

/** The same numbers in another shape. One extent may be -1: what is left. */
export function reshape(x: Value, shape: Shape): Value {
  const known = shape.filter((extent) => extent !== -1);
  const rest = elementCount(x.shape) / elementCount(known);
  const full = shape.map((extent) => (extent === -1 ? rest : extent));
  if (!Number.isInteger(rest) || elementCount(full) !== elementCount(x.shape)) {
    throw wiringError(x.origin, `can't give ${describeValue(x)} the shape ${formatShape(shape)}`);
  }
  const target = x.graph.constant(BigInt64Array.from(full, BigInt));
  return x.graph.add('Reshape', [x, target], { shape: full });
}

/** The axes in another order. */
export function transpose(x: Value, order: readonly number[]): Value {
  if ([...order].sort().join() !== x.shape.map((_, axis) => axis).join()) {
    throw wiringError(x.origin, `[${order.join(', ')}] is no order of the axes of ${describeValue(x)}`);
  }
  return x.graph.add('Transpose', [x], { shape: order.map((axis) => x.shape[axis]!), attributes: { perm: order } });
}

/**
 * Values one behind the other along an axis; all other extents are the same.
 *
 * @throws HavcError `SHAPE_INVALID` that names both layers and their shapes.
 */
export function concat(values: readonly Value[], axis = 1): Value {
  const [first, ...others] = values as [Value, ...Value[]];
  for (const other of others) {
    const fits = other.shape.length === first.shape.length;
    if (fits && other.shape.every((extent, i) => i === axis || extent === first.shape[i])) continue;
    throw wiringError(first.origin, `can't join ${describeValue(first)} and ${describeValue(other)} on axis ${axis}`);
  }
  const extent = values.reduce((sum, value) => sum + value.shape[axis]!, 0);
  const shape = first.shape.map((own, i) => (i === axis ? extent : own));
  return first.graph.add('Concat', values, { shape, attributes: { axis } });
}

/** A part of one axis. */
export function slice(x: Value, axis: number, start: number, end: number): Value {
  if (start < 0 || end > (x.shape[axis] ?? 0) || start >= end) {
    throw wiringError(x.origin, `${start}..${end} is no part of axis ${axis} of ${describeValue(x)}`);
  }
  const { graph } = x;
  const numbers = [start, end, axis].map((number) => graph.constant(BigInt64Array.of(BigInt(number))));
  return graph.add('Slice', [x, ...numbers], { shape: x.shape.map((own, i) => (i === axis ? end - start : own)) });
}

/** Every `step`th row and column, beginning with the first. */
export function everyNth(x: Value, step: number): Value {
  const { graph, shape } = x;
  const [batch, channels, height, width] = shape as [number, number, number, number];
  const pair = (a: number, b: number) => graph.constant(BigInt64Array.of(BigInt(a), BigInt(b)));
  return graph.add('Slice', [x, pair(0, 0), pair(height, width), pair(2, 3), pair(step, step)], {
    shape: [batch, channels, Math.ceil(height / step), Math.ceil(width / step)],
  });
}
