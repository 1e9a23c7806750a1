import { HavcError } from '@havc/core';
import type { Graph } from './graph.ts';

/** Extents along each axis; all are known when the graph is built. */
export type Shape = readonly number[];

/** Element types of what flows through a graph. */
export type ValueType = 'float32' | 'float16' | 'int64';

/** What flows from one layer of a graph to others. */
export interface Value {
  readonly graph: Graph;
  readonly name: string;
  readonly shape: Shape;
  readonly type: ValueType;
  /** The layer that it comes from, as messages name it: that of the last layer with weights on the way. */
  readonly origin: string;
}

/** `[1, 64, 128, 128]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** `layers.0.2 [1, 64, 128, 128]`. */
export function describeValue({ origin, shape }: Value): string {
  return `${origin} ${formatShape(shape)}`;
}

/** How many elements a shape holds. */
export function elementCount(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** The error for layers that don't fit together. */
export function wiringError(layer: string, problem: string): HavcError {
  return new HavcError('SHAPE_INVALID', `Layer ${layer}: ${problem}.`, { details: { layer } });
}

/**
 * Checks that pictures come in: [batch, channels, height, width].
 *
 * @throws HavcError `SHAPE_INVALID` that names the layer and what it got.
 */
export function ensureImages(x: Value, layer: string): readonly [number, number, number, number] {
  if (x.shape.length === 4) return x.shape as readonly [number, number, number, number];
  throw wiringError(layer, `takes [batch, channels, height, width], got ${describeValue(x)}`);
}
