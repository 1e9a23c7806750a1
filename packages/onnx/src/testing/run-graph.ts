/**
 * Runs small graphs in tests, in this process: what a layer computes is compared with numbers that are known.
 *
 * Not part of the package.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Graph, Precision } from '../graph/graph.ts';
import { graphFile } from '../graph/graph-files.ts';
import { elementCount, type Shape, type Value } from '../graph/value.ts';
import type { WeightSource } from '../graph/weight-source.ts';

/** Numbers and their shape. */
export interface Numbers {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** A checkpoint of a few tensors. */
export function weightsOf(tensors: Readonly<Record<string, Numbers>>): WeightSource & AsyncDisposable {
  return {
    name: 'test.pth',
    tensors: new Map(Object.entries(tensors)),
    readFloat32: async (name) => Float32Array.from(tensors[name]!.data),
    async [Symbol.asyncDispose]() {},
  };
}

/** Numbers between -1 and 1 that are always the same for a shape and a seed. */
export function numbers(shape: Shape, seed = 1): Numbers {
  let state = seed * 2654435761;
  const data = Float32Array.from({ length: elementCount(shape) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
  return { shape, data };
}

/** Positive numbers, for variances. */
export function positives(shape: Shape, seed = 1): Numbers {
  return { shape, data: numbers(shape, seed).data.map((value) => 0.5 + Math.abs(value)) };
}

/**
 * What a graph of one input gives.
 *
 * @param layers - from the input to the output.
 */
export async function runGraph(
  input: Numbers,
  layers: (x: Value, graph: Graph) => Value,
  tensors: Readonly<Record<string, Numbers>> = {},
  precision: Precision = 'fp32',
): Promise<Numbers> {
  const folder = await mkdtemp(join(tmpdir(), 'havc-graph-'));
  let inferred: Shape = [];
  try {
    const model = await graphFile({
      folder,
      variant: 'test',
      precision,
      network: {
        name: 'test',
        version: 1,
        define(graph) {
          const y = layers(graph.input('x', input.shape), graph);
          inferred = y.shape;
          graph.output('y', y);
        },
      },
      openWeights: async () => weightsOf(tensors),
    });
    const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
    const { y } = await session.run({ x: new Tensor('float32', input.data, [...input.shape]) });
    await session.release();
    if (y!.dims.join() !== inferred.join()) {
      throw new Error(`The graph's shape was reckoned as [${inferred.join(', ')}] and is [${y!.dims.join(', ')}].`);
    }
    return { shape: inferred, data: y!.data as Float32Array };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
