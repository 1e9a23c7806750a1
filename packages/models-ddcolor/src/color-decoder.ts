import {
  add,
  type Graph,
  layerNorm,
  linear,
  linearOf,
  type ReadWeight,
  relu,
  reshape,
  transposed,
  type Value,
} from '@havc/onnx';
import { attention } from './attention.ts';
import { channelsLast } from './channels-last.ts';
import { addPositionCode } from './position-code.ts';

const QUERIES = 100;
const CHANNELS = 256;
const LAYERS = 9;
const HIDDEN = 2048;

/** What the queries look at: features of one size, [batch, positions, 256]. */
interface Memory {
  readonly features: Value;
  /** The same, with the code of their positions. */
  readonly placed: Value;
}

/**
 * The colour decoder at `key`: a hundred learned queries look at the picture, three times at each size, and become the
 * colours that it may have.
 *
 * @param features - the pixel decoder's, at 1/16, 1/8 and 1/4, [batch, channels, height, width].
 * @returns one filter over the pixel decoder's channels for each query: [batch, 100, 256].
 *
 * Source: Kang et al., "DDColor" (2023), section 3.3; Cheng et al., "Masked-attention Mask Transformer for Universal
 * Image Segmentation" (2022), section 3.2, without the masks.
 */
export function colorDecoder(features: readonly Value[], key: string): Value {
  const { graph } = features[0]!;
  const levels = graph.weight(`${key}.level_embed.weight`, [features.length, CHANNELS]);
  const memories = features.map((x, level) => memory(x, `${key}.input_proj.${level}`, { levels, level }));
  const positions = embedding(graph, `${key}.query_embed.weight`);
  let queries = embedding(graph, `${key}.query_feat.weight`);
  for (let layer = 0; layer < LAYERS; layer++) {
    const { features: value, placed } = memories[layer % memories.length]!;
    const cross = `${key}.transformer_cross_attention_layers.${layer}`;
    const seen = attention({ query: add(queries, positions), key: placed, value }, `${cross}.multihead_attn`);
    queries = layerNorm(add(queries, seen), `${cross}.norm`);

    const self = `${key}.transformer_self_attention_layers.${layer}`;
    const each = add(queries, positions);
    const exchanged = attention({ query: each, key: each, value: queries }, `${self}.self_attn`);
    queries = layerNorm(add(queries, exchanged), `${self}.norm`);

    const forward = `${key}.transformer_ffn_layers.${layer}`;
    const hidden = relu(linear(queries, `${forward}.linear1`, HIDDEN));
    queries = layerNorm(add(queries, linear(hidden, `${forward}.linear2`, CHANNELS)), `${forward}.norm`);
  }
  const normalized = layerNorm(queries, `${key}.decoder_norm`);
  const first = relu(linear(normalized, `${key}.color_embed.layers.0`, CHANNELS));
  const second = relu(linear(first, `${key}.color_embed.layers.1`, CHANNELS));
  return linear(second, `${key}.color_embed.layers.2`, CHANNELS);
}

/** Features brought to 256 channels, and marked with their size: one row of the table `levels` is added to the bias. */
function memory(x: Value, key: string, { levels, level }: { readonly levels: string; readonly level: number }): Memory {
  const { graph, shape } = x;
  const [batch, channels, height, width] = shape as [number, number, number, number];
  const weight = graph.weight(`${key}.weight`, [CHANNELS, channels, 1, 1]);
  const bias = graph.weight(`${key}.bias`, [CHANNELS]);
  const loadBias = async (read: ReadWeight) => {
    const row = (await read(levels)).subarray(level * CHANNELS, (level + 1) * CHANNELS);
    return (await read(bias)).map((value, i) => value + row[i]!);
  };
  const projected = linearOf(channelsLast(x), key, {
    weight: graph.initializer(`${key}.transposed`, [channels, CHANNELS], async (read) =>
      transposed(await read(weight), CHANNELS, channels),
    ),
    bias: graph.initializer(bias, [CHANNELS], loadBias),
  });
  const flat = [batch, height * width, CHANNELS];
  return { features: reshape(projected, flat), placed: reshape(addPositionCode(projected), flat) };
}

/** A learned table of the queries, the same for all pictures: [1, 100, 256]. */
function embedding(graph: Graph, name: string): Value {
  graph.weight(name, [QUERIES, CHANNELS]);
  return graph.initializer(name, [1, QUERIES, CHANNELS], (read) => read(name));
}
