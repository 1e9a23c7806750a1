import {
  add,
  blur,
  concat,
  type Graph,
  linearOf,
  matrixMultiply,
  pointwise,
  type ReadWeight,
  relu,
  reshape,
  transpose,
  type Value,
  weightedKernel,
} from '@havc/onnx';
import { channelsLast } from './channels-last.ts';

/** Sides of the last enlargement: from 1/4 to full size. */
const FACTOR = 4;
const QUERIES = 100;
const CHANNELS = 256;

/** What {@link colorMap} puts together. */
export interface ColorMapInputs {
  /** The pixel decoder's last, [batch, 256, height / 4, width / 4]. */
  readonly features: Value;
  /** The colour decoder's filters, [batch, 100, 256]. */
  readonly filters: Value;
  /** The normalised picture, [batch, 3, height, width]. */
  readonly image: Value;
}

/**
 * The colours: the features enlarged to full size (`lastShuffle`), filtered by each query, and mixed with the picture
 * itself to a and b (`refine`).
 *
 * All of it but the rectifier is linear, so it's done in another order than in the original, with equal results: the
 * mixture is made of the filters, once a picture, and not of a hundred maps at each pixel; and the blur that ends the
 * enlargement is done on a and b, not on 256 channels. In the original, these steps take most of the memory.
 *
 * @returns CIELAB's a and b, [batch, 2, height, width].
 */
export function colorMap(
  inputs: ColorMapInputs,
  keys: { readonly lastShuffle: string; readonly refine: string },
): Value {
  const { features, filters, image } = inputs;
  const { ofQueries, ofImage, bias } = mixture(features.graph, keys.refine);
  const weights = transpose(matrixMultiply(ofQueries, filters, keys.refine), [0, 2, 1]);
  const [batch, , height, width] = features.shape as [number, number, number, number];
  const rows = subPixelRows(channelsLast(features), keys.lastShuffle).map((row) => {
    const mixed = matrixMultiply(reshape(relu(row), [batch, height * width * FACTOR, CHANNELS]), weights);
    return reshape(mixed, [batch, height, 1, width, FACTOR, 2]);
  });
  const full = reshape(transpose(concat(rows, 2), [0, 5, 1, 2, 3, 4]), [batch, 2, height * FACTOR, width * FACTOR]);
  return add(add(blur(full), pointwise(image, ofImage, keys.refine)), bias);
}

/**
 * Each pixel becomes 4x4: row by row of these, [batch, height, width, 4 · 256]. In one piece they'd be most of the memory
 * that the network takes.
 */
function subPixelRows(x: Value, key: string): Value[] {
  const { graph } = x;
  const places = FACTOR ** 2;
  const channels = FACTOR * CHANNELS;
  const load = weightedKernel(graph, key, { shape: [places * CHANNELS, CHANNELS, 1, 1], parametrization: 'spectral' });
  const bias = graph.weight(`${key}.bias`, [places * CHANNELS]);
  return Array.from({ length: FACTOR }, (_, row) => {
    const name = `${key}.row${row}`;
    // In the checkpoint the place among the 4x4 comes behind the channel, here the column comes before it.
    const stored = (output: number) => (output % CHANNELS) * places + row * FACTOR + Math.floor(output / CHANNELS);
    return linearOf(x, name, {
      weight: graph.initializer(`${name}.transposed`, [CHANNELS, channels], async (read) => {
        const values = await load(read);
        const result = new Float32Array(CHANNELS * channels);
        for (let output = 0; output < channels; output++) {
          const from = stored(output) * CHANNELS;
          for (let input = 0; input < CHANNELS; input++) result[input * channels + output] = values[from + input]!;
        }
        return result;
      }),
      bias: graph.initializer(`${name}.bias`, [channels], async (read) => {
        const values = await read(bias);
        return Float32Array.from({ length: channels }, (_, output) => values[stored(output)]!);
      }),
    });
  });
}

/** The last layer's weights, apart: [1, 2, 100] for the queries, [2, 3, 1, 1] for the picture; and [2, 1, 1]. */
function mixture(graph: Graph, key: string) {
  const all = QUERIES + 3;
  const load = weightedKernel(graph, key, { shape: [2, all, 1, 1], parametrization: 'spectral' });
  const columns = (from: number, to: number) => async (read: ReadWeight) => {
    const values = await load(read);
    return Float32Array.of(...values.subarray(from, to), ...values.subarray(all + from, all + to));
  };
  const bias = graph.weight(`${key}.bias`, [2]);
  return {
    ofQueries: graph.initializer(`${key}.queries`, [1, 2, QUERIES], columns(0, QUERIES)),
    ofImage: graph.initializer(`${key}.image`, [2, 3, 1, 1], columns(QUERIES, all)),
    bias: graph.initializer(bias, [2, 1, 1], (read) => read(bias)),
  };
}
