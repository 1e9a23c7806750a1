import { type BuiltGraph, Graph, type Precision } from './graph.ts';
import type { Shape } from './value.ts';
import type { WeightSource } from './weight-source.ts';

/** A network that can be built from the tensors of a checkpoint. */
export interface NetworkDefinition {
  /** E.g. `deoldify-wide`. */
  readonly name: string;
  /** To be raised whenever `define` would give another graph. */
  readonly version: number;
  /** The official files that hold its weights, for messages. */
  readonly expects?: string;
  /** Adds inputs, layers and outputs. */
  define(graph: Graph): void;
}

/** A network's graph, checked against the tensors of a checkpoint. */
export function buildGraph(
  network: NetworkDefinition,
  precision: Precision,
  weights: Pick<WeightSource, 'name' | 'tensors'>,
): BuiltGraph {
  const graph = new Graph({
    name: network.name,
    weights,
    precision,
    ...(network.expects !== undefined && { expects: network.expects }),
  });
  network.define(graph);
  return graph.finish();
}

/** The tensors that a network is made of, by their names in its checkpoints, with their shapes. */
export function networkTensors(network: NetworkDefinition): ReadonlyMap<string, Shape> {
  const graph = new Graph({ name: network.name, weights: { name: 'none', tensors: new Map() } });
  network.define(graph);
  return graph.requiredTensors;
}

/**
 * Checks that tensors are those of a network, without reading any.
 *
 * @throws HavcError `WEIGHTS_REFUSED` that names every tensor that is missing, misshapen or left over.
 */
export function ensureNetworkTensors(
  network: NetworkDefinition,
  weights: Pick<WeightSource, 'name' | 'tensors'>,
): void {
  buildGraph(network, 'fp32', weights);
}
