import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BuiltGraph } from '@havc/onnx';
import { findPython, type PythonInstallation, startPython } from '../../peers/python.ts';

/** PyTorch with a graph in it. */
export interface TorchPeer {
  /** Runs the graph once, and gives the seconds that it took. */
  run(): Promise<number>;
  end(): void;
}

/** Looks for PyTorch. */
export function findTorch(): PythonInstallation | undefined {
  return findPython('import torch; print(torch.__version__)');
}

/**
 * Starts PyTorch with a graph, whose norms are folded as in ours: faster than the original, which computes them anew for
 * each picture.
 *
 * @param weights - the file of weights, and where in it each initializer lies.
 * @param path - where the graph is written for Python.
 * @throws Error where PyTorch lacks an operator.
 */
export async function startTorch(
  { python }: PythonInstallation,
  graph: BuiltGraph,
  weights: {
    readonly path: string;
    readonly places: Readonly<Record<string, { readonly offset: number; readonly bytes: number }>>;
  },
  path: string,
  threads: number,
): Promise<TorchPeer> {
  await writeFile(path, JSON.stringify(describe(graph, weights)));
  // Built, scripts lie beside the code as they do here.
  const script = fileURLToPath(new URL('./run_graph.py', import.meta.url));
  const peer = await startPython(python, [script, path, String(threads)]);
  return { run: async () => Number(await peer.ask('')), end: peer.end };
}

function describe(graph: BuiltGraph, weights: Parameters<typeof startTorch>[2]) {
  const attribute = (value: unknown) =>
    typeof value === 'object' && value !== null && 'float' in value ? value.float : value;
  return {
    weights: weights.path,
    inputs: graph.inputs.map(({ name, shape }) => ({ name, shape })),
    initializers: Object.fromEntries(
      graph.initializers.map(({ name, shape, type, data }) => [
        name,
        { shape, type, ...(data ? { data: Array.from(data, Number) } : weights.places[name]) },
      ]),
    ),
    nodes: graph.nodes.map(({ operator, inputs, outputs, attributes }) => ({
      operator,
      inputs,
      outputs,
      attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, attribute(value)])),
    })),
  };
}
