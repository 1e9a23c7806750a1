import { buildGraph, type NetworkDefinition, type Precision } from '@havc/onnx';
import { madeWeights } from '../models/made-weights.ts';
import { multiplyAdds } from '../models/multiply-adds.ts';

/** What a network has to do for one picture. */
export interface NetworkWork {
  /** Convolutions and matrix products, a multiply-add counted as two. */
  readonly gigaflop: number;
  /** Weights, input and output, each read or written once. */
  readonly leastBytes: number;
}

/** Counts a network's work from its graph. */
export function networkWork(network: NetworkDefinition, precision: Precision): NetworkWork {
  const graph = buildGraph(network, precision, madeWeights(network));
  const bytes = [...graph.initializers, ...graph.inputs, ...graph.outputs].map(
    ({ shape, type }) => BYTES[type] * shape.reduce((product, extent) => product * extent, 1),
  );
  return {
    gigaflop: (2 * multiplyAdds(graph)) / 1e9,
    leastBytes: bytes.reduce((sum, part) => sum + part, 0),
  };
}

const BYTES = { float32: 4, float16: 2, int64: 8 } as const;

/**
 * What a machine allows a network at best, GFLOP/s: its peak, or less where even the least traffic of memory takes longer
 * than the arithmetic.
 *
 * Source: Williams, Waterman and Patterson, "Roofline: An Insightful Visual Performance Model" (2009).
 */
export function roofOf(
  { gigaflop, leastBytes }: NetworkWork,
  machine: { readonly gigaflopPerSecond: number; readonly bandwidthGigabytesPerSecond: number },
): number {
  const operationsPerByte = (gigaflop * 1e9) / leastBytes;
  return Math.min(machine.gigaflopPerSecond, operationsPerByte * machine.bandwidthGigabytesPerSecond);
}
