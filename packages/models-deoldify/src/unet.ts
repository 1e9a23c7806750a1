import { batchNorm, blur, concat, conv2d, pixelShuffle, relu, slice, type Value } from '@havc/onnx';
import { selfAttention } from './self-attention.ts';

/** A 3x3 convolution without bias, ReLU, and a batch normalisation behind it (so that it can't be folded). */
export function convolutionBlock(x: Value, key: string, channels: number): Value {
  const convolved = conv2d(x, `${key}.0`, { channels, bias: false, parametrization: 'spectral' });
  return batchNorm(relu(convolved), `${key}.2`);
}

/** Enlarges twofold: a 1x1 convolution, ReLU, channels to pixels, and the mean of neighbours against checkerboards. */
export function upsample(x: Value, key: string, channels: number): Value {
  const convolved = conv2d(x, `${key}.0`, {
    channels: 4 * channels,
    kernel: 1,
    bias: false,
    parametrization: 'spectral',
    norm: `${key}.1`,
  });
  return blur(pixelShuffle(relu(convolved), 2));
}

/** What sets the blocks of DeOldify's two decoders apart. */
export interface DecoderBlock {
  /** Channels of the enlarged features. */
  readonly upsampled: number;
  /** Names and channels of its convolutions. */
  readonly convolutions: readonly (readonly [name: string, channels: number])[];
  /** Name of the self-attention behind the last convolution. */
  readonly attention?: string;
}

/** One step up: features, enlarged, beside the encoder's own of that size; convolutions over both. */
export function decoderBlock(x: Value, skip: Value, key: string, block: DecoderBlock): Value {
  const [, , height, width] = skip.shape as [number, number, number, number];
  const enlarged = crop(upsample(x, `${key}.shuf.conv`, block.upsampled), height, width);
  let features = relu(concat([enlarged, batchNorm(skip, `${key}.bn`)]));
  for (const [name, channels] of block.convolutions) features = convolutionBlock(features, `${key}.${name}`, channels);
  return block.attention ? selfAttention(features, `${key}.${block.attention}`) : features;
}

/** Where the encoder has rounded a half up, the decoder is one row or column larger. */
function crop(x: Value, height: number, width: number): Value {
  const rows = x.shape[2] === height ? x : slice(x, 2, 0, height);
  return rows.shape[3] === width ? rows : slice(rows, 3, 0, width);
}
