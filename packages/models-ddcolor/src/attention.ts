import {
  linear,
  linearOf,
  matrixMultiply,
  type ReadWeight,
  reshape,
  softmax,
  transpose,
  transposed,
  type Value,
} from '@havc/onnx';

/** Attention of 256 channels, by eight heads. */
const CHANNELS = 256;
const HEADS = 8;
const PER_HEAD = CHANNELS / HEADS;

/** What {@link attention} looks with, looks at, and takes from there: each [batch, positions, 256]. */
export interface AttentionInputs {
  readonly query: Value;
  readonly key: Value;
  readonly value: Value;
}

/**
 * Multi-head attention with the weights at `layer` (PyTorch's MultiheadAttention).
 *
 * @returns [batch, positions of the query, 256].
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), section 3.2.
 */
export function attention(inputs: AttentionInputs, layer: string): Value {
  const { graph } = inputs.query;
  const weight = graph.weight(`${layer}.in_proj_weight`, [3 * CHANNELS, CHANNELS]);
  const bias = graph.weight(`${layer}.in_proj_bias`, [3 * CHANNELS]);
  // The three projections lie in one matrix, one below the other.
  const project = (part: 'query' | 'key' | 'value', index: number, factor = 1) => {
    const load = async (read: ReadWeight, name: string) => {
      const all = await read(name);
      const size = all.length / 3;
      return all.subarray(index * size, (index + 1) * size).map((value) => value * factor);
    };
    return linearOf(inputs[part], layer, {
      weight: graph.initializer(`${layer}.${part}.transposed`, [CHANNELS, CHANNELS], async (read) =>
        transposed(await load(read, weight), CHANNELS, CHANNELS),
      ),
      bias: graph.initializer(`${layer}.${part}.bias`, [CHANNELS], (read) => load(read, bias)),
    });
  };
  const query = splitHeads(project('query', 0, 1 / Math.sqrt(PER_HEAD)));
  const key = splitHeads(project('key', 1));
  const value = splitHeads(project('value', 2));
  const weights = softmax(matrixMultiply(query, transpose(key, [0, 1, 3, 2])), -1);
  return linear(joinHeads(matrixMultiply(weights, value)), `${layer}.out_proj`, CHANNELS);
}

/** [batch, positions, 256] as [batch, heads, positions, 32]. */
function splitHeads(x: Value): Value {
  const [batch, positions] = x.shape as [number, number, number];
  return transpose(reshape(x, [batch, positions, HEADS, PER_HEAD]), [0, 2, 1, 3]);
}

/** The other way round. */
function joinHeads(x: Value): Value {
  const [batch, , positions] = x.shape as [number, number, number, number];
  return reshape(transpose(x, [0, 2, 1, 3]), [batch, positions, CHANNELS]);
}
