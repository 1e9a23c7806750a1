import { add, type Graph, type Value } from '@havc/onnx';

/** Half of a position code's numbers tell the row, half the column. */
const PER_AXIS = 128;
const CHANNELS = 2 * PER_AXIS;

/** Wavelengths grow to this many times the shortest. */
const TEMPERATURE = 10_000;

/** As the original has it: of no effect in 32 bits. */
const EPSILON = 1e-6;

/**
 * Adds to each pixel's features what tells where it is: [batch, height, width, 256].
 *
 * Sines and cosines of row and column as angles: 128 numbers for the row, then 128 for the column.
 *
 * Source: Carion et al., "End-to-End Object Detection with Transformers" (2020), appendix A.4, with normalised positions.
 */
export function addPositionCode(x: Value): Value {
  const [, height, width] = x.shape as [number, number, number, number];
  const rows = codeTable(x.graph, height, 0, [height, 1, CHANNELS]);
  const columns = codeTable(x.graph, width, PER_AXIS, [width, CHANNELS]);
  return add(add(x, columns), rows);
}

/** The code of each position along one axis, zeros in the other axis's half. */
function codeTable(graph: Graph, positions: number, offset: number, shape: readonly number[]): Value {
  const table = new Float32Array(positions * CHANNELS);
  for (let position = 0; position < positions; position++) {
    table.set(axisCode(position, positions), position * CHANNELS + offset);
  }
  return graph.constant(table, shape);
}

/** Sine and cosine by turns, of the angle that a position is of the whole, over ever longer wavelengths. */
export function axisCode(position: number, positions: number): Float32Array {
  const angle = ((position + 1) / (positions + EPSILON)) * 2 * Math.PI;
  return Float32Array.from({ length: PER_AXIS }, (_, j) => {
    const phase = angle / TEMPERATURE ** ((2 * Math.floor(j / 2)) / PER_AXIS);
    return j % 2 === 0 ? Math.sin(phase) : Math.cos(phase);
  });
}
