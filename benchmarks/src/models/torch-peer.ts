import { spawn, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { BuiltGraph } from '@havc/onnx';

/** PyTorch with a graph in it. */
export interface TorchPeer {
  /** Runs the graph once, and gives the seconds that it took. */
  run(): Promise<number>;
  end(): void;
}

/** A Python that has PyTorch, and its version. */
export interface TorchInstallation {
  readonly python: string;
  readonly version: string;
}

/** Debian's PyTorch belongs to its own Python, which need not be the first on the path. */
const PYTHONS = ['python3', '/usr/bin/python3'];

/** Looks for PyTorch. */
export function findTorch(): TorchInstallation | undefined {
  for (const python of PYTHONS) {
    const { status, stdout } = spawnSync(python, ['-c', 'import torch; print(torch.__version__)'], {
      encoding: 'utf8',
    });
    if (status === 0) return { python, version: stdout.trim() };
  }
  return undefined;
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
  { python }: TorchInstallation,
  graph: BuiltGraph,
  weights: {
    readonly path: string;
    readonly places: Readonly<Record<string, { readonly offset: number; readonly bytes: number }>>;
  },
  path: string,
  threads: number,
): Promise<TorchPeer> {
  await writeFile(path, JSON.stringify(describe(graph, weights)));
  const script = fileURLToPath(new URL(isBuilt() ? '../src/models/run_graph.py' : './run_graph.py', import.meta.url));
  const child = spawn(python, [script, path, String(threads)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Threads that spin while they wait would take the time of those that work.
    env: { ...process.env, OMP_WAIT_POLICY: 'PASSIVE' },
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`PyTorch ended: ${complaint.trim().split('\n').at(-1)}`);
    return value;
  };
  await next();
  return {
    async run() {
      child.stdin.write('\n');
      return Number(await next());
    },
    end: () => child.kill(),
  };
}

/** Built, this file is a part of dist/; the script isn't built. */
function isBuilt(): boolean {
  return import.meta.url.includes('/dist/');
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
