import { add, conv2d, gelu, layerNorm, linear, linearOf, scaleRows, transposed, type Value } from '@havc/onnx';
import { channelsFirst, channelsLast } from './channels-last.ts';

/** How deep and wide a ConvNeXt is: blocks and channels of its four stages. */
export interface ConvNextSize {
  readonly depths: readonly [number, number, number, number];
  readonly widths: readonly [number, number, number, number];
}

/** The two sizes that DDColor has. */
export const CONVNEXT_SIZES = {
  large: { depths: [3, 3, 27, 3], widths: [192, 384, 768, 1536] },
  tiny: { depths: [3, 3, 9, 3], widths: [96, 192, 384, 768] },
} as const satisfies Record<string, ConvNextSize>;

const EPSILON = 1e-6;

/**
 * The encoder at `key`.
 *
 * @param image - R'G'B' normalised with ImageNet's mean and deviation, [batch, 3, height, width].
 * @returns the four stages' features at 1/4, 1/8, 1/16 and 1/32, normalised, [batch, channels, height, width]. (Each next
 * stage goes on with those that aren't normalised.)
 *
 * Source: Liu et al., "A ConvNet for the 2020s" (2022), figure 4 and section 2.
 */
export function convNext(image: Value, key: string, { depths, widths }: ConvNextSize): [Value, Value, Value, Value] {
  // The norm after the mean over all pixels: classification has a use for it, colouring hasn't.
  image.graph.ignore(`${key}.norm.weight`, `${key}.norm.bias`);
  let x = image;
  return depths.map((depth, stage) => {
    const channels = widths[stage]!;
    const smaller = `${key}.downsample_layers.${stage}`;
    x = stage === 0 ? stem(x, smaller, channels) : downsample(x, smaller, channels);
    for (let block = 0; block < depth; block++) x = convNextBlock(x, `${key}.stages.${stage}.${block}`);
    return channelsFirst(layerNorm(x, `${key}.norm${stage}`, EPSILON));
  }) as [Value, Value, Value, Value];
}

/** 4x4 pixels become one. From here on, features are [batch, height, width, channels]. */
function stem(image: Value, key: string, channels: number): Value {
  const patches = conv2d(image, `${key}.0`, { channels, kernel: 4, stride: 4, padding: 0 });
  return layerNorm(channelsLast(patches), `${key}.1`, EPSILON);
}

/** 2x2 pixels become one. */
function downsample(x: Value, key: string, channels: number): Value {
  const normalized = channelsFirst(layerNorm(x, `${key}.0`, EPSILON));
  return channelsLast(conv2d(normalized, `${key}.1`, { channels, kernel: 2, stride: 2, padding: 0 }));
}

/** A convolution over each channel's surroundings, then two linear layers on each pixel's channels. */
function convNextBlock(x: Value, key: string): Value {
  const channels = x.shape[3]!;
  const around = conv2d(channelsFirst(x), `${key}.dwconv`, { channels, kernel: 7, groups: channels });
  const normalized = layerNorm(channelsLast(around), `${key}.norm`, EPSILON);
  const hidden = gelu(linear(normalized, `${key}.pwconv1`, 4 * channels));
  return add(x, scaledLinear(hidden, `${key}.pwconv2`, `${key}.gamma`, channels));
}

/** A linear layer, its output channels multiplied with the layer scale at `gamma`. */
function scaledLinear(x: Value, key: string, gamma: string, channels: number): Value {
  const { graph } = x;
  const inputs = x.shape.at(-1)!;
  const scaleName = graph.weight(gamma, [channels]);
  const weightName = graph.weight(`${key}.weight`, [channels, inputs]);
  const biasName = graph.weight(`${key}.bias`, [channels]);
  return linearOf(x, key, {
    weight: graph.initializer(`${key}.transposed`, [inputs, channels], async (read) => {
      const values = await read(weightName);
      scaleRows(values, await read(scaleName));
      return transposed(values, channels, inputs);
    }),
    bias: graph.initializer(biasName, [channels], async (read) => {
      const values = await read(biasName);
      scaleRows(values, await read(scaleName));
      return values;
    }),
  });
}
