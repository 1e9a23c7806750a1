import { add, conv2d, maxPool, relu, type Value } from '@havc/onnx';

/** What a ResNet gives to a U-Net: its last features, and those on the way. */
export interface ResnetFeatures {
  /** 1/32 of the picture's size. */
  readonly last: Value;
  /** At 1/16, 1/8, 1/4 and 1/2 of its size, in the order in which a decoder meets them. */
  readonly skips: readonly [Value, Value, Value, Value];
}

/** The two ResNets that DeOldify has. */
export interface ResnetVariant {
  /** Blocks in each of the four stages. */
  readonly blocks: readonly [number, number, number, number];
  /** Bottlenecks (1x1, 3x3, 1x1 convolutions) have four times as many channels outside as inside; basic blocks as many. */
  readonly bottleneck: boolean;
}

/** ResNet-34. */
export const RESNET_34: ResnetVariant = { blocks: [3, 4, 6, 3], bottleneck: false };

/** ResNet-101. */
export const RESNET_101: ResnetVariant = { blocks: [3, 4, 23, 3], bottleneck: true };

/** Channels inside the blocks of each stage. */
const STAGE_CHANNELS = [64, 128, 256, 512] as const;

/**
 * A ResNet without its classifier, with the weights at `key` (as torchvision's children are numbered by fastai).
 *
 * Source: He et al., "Deep Residual Learning for Image Recognition" (2016); torchvision's resnet.py for where the stride
 * lies (on the 3x3 convolution).
 */
export function resnet(x: Value, key: string, variant: ResnetVariant): ResnetFeatures {
  const stem = relu(
    conv2d(x, `${key}.0`, { channels: 64, kernel: 7, stride: 2, padding: 3, bias: false, norm: `${key}.1` }),
  );
  let features = maxPool(stem, { kernel: 3, stride: 2, padding: 1 });
  const stages = STAGE_CHANNELS.map((channels, stage) => {
    for (let block = 0; block < variant.blocks[stage]!; block++) {
      const stride = stage > 0 && block === 0 ? 2 : 1;
      features = residualBlock(features, `${key}.${4 + stage}.${block}`, {
        channels,
        stride,
        bottleneck: variant.bottleneck,
      });
    }
    return features;
  }) as [Value, Value, Value, Value];
  return { last: stages[3], skips: [stages[2], stages[1], stages[0], stem] };
}

function residualBlock(
  x: Value,
  key: string,
  {
    channels,
    stride,
    bottleneck,
  }: { readonly channels: number; readonly stride: number; readonly bottleneck: boolean },
): Value {
  const conv = (from: Value, part: number, options: { channels: number; kernel: number; stride?: number }) =>
    conv2d(from, `${key}.conv${part}`, { ...options, bias: false, norm: `${key}.bn${part}` });
  const outside = bottleneck ? 4 * channels : channels;
  const inside = bottleneck
    ? conv(relu(conv(relu(conv(x, 1, { channels, kernel: 1 })), 2, { channels, kernel: 3, stride })), 3, {
        channels: outside,
        kernel: 1,
      })
    : conv(relu(conv(x, 1, { channels, kernel: 3, stride })), 2, { channels, kernel: 3 });
  const isSame = x.shape[1] === outside && stride === 1;
  const shortcut = isSame
    ? x
    : conv2d(x, `${key}.downsample.0`, {
        channels: outside,
        kernel: 1,
        stride,
        bias: false,
        norm: `${key}.downsample.1`,
      });
  return relu(add(inside, shortcut));
}
