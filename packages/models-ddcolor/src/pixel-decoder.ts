import { batchNorm, blur, concat, conv2d, pixelShuffle, relu, type Value } from '@havc/onnx';

/** Output channels of the decoder's three blocks, at 1/16, 1/8 and 1/4. */
const CHANNELS = [512, 512, 256] as const;

/**
 * The decoder at `key`: a U-Net's way up.
 *
 * @param features - the encoder's, at 1/4, 1/8, 1/16 and 1/32.
 * @returns features at 1/16, 1/8 and 1/4.
 *
 * Source: Kang et al., "DDColor" (2023), section 3.2.
 */
export function pixelDecoder(features: readonly [Value, Value, Value, Value], key: string): [Value, Value, Value] {
  const [quarter, eighth, sixteenth, last] = features;
  let x = last;
  return [sixteenth, eighth, quarter].map((skip, block) => {
    x = decoderBlock(x, skip, `${key}.layers.${block}`, CHANNELS[block]!);
    return x;
  }) as [Value, Value, Value];
}

/** Twice the size, together with the encoder's features of that size. */
function decoderBlock(x: Value, skip: Value, key: string, channels: number): Value {
  const shuffled = conv2d(x, `${key}.shuf.conv.0`, {
    channels: 4 * channels,
    kernel: 1,
    bias: false,
    parametrization: 'spectral',
    norm: `${key}.shuf.conv.1`,
  });
  const larger = blur(pixelShuffle(relu(shuffled), 2));
  // The original rectifies both together; the first is a mean of what is never negative.
  const joined = concat([larger, relu(batchNorm(skip, `${key}.bn`))]);
  const mixed = conv2d(joined, `${key}.conv.0`, { channels, bias: false, parametrization: 'spectral' });
  return batchNorm(relu(mixed), `${key}.conv.2`);
}
