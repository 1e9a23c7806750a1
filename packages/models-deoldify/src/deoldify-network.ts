import {
  add,
  batchNorm,
  blur,
  concat,
  conv2d,
  type NetworkDefinition,
  pixelShuffle,
  relu,
  scale,
  shift,
  sigmoid,
  type Value,
} from '@havc/onnx';
import { RESNET_34, RESNET_101, type ResnetVariant, resnet } from './resnet.ts';
import { convolutionBlock, type DecoderBlock, decoderBlock } from './unet.ts';

/** DeOldify's two networks: `wide` is that of Video and Stable, `deep` that of Artistic. */
export type DeoldifyNetwork = 'wide' | 'deep';

interface Variant {
  readonly expects: string;
  readonly encoder: ResnetVariant;
  /** Channels of the two convolutions at the bottom. */
  readonly middle: readonly [number, number];
  readonly decoder: readonly DecoderBlock[];
  /** Channels at full size, before the picture itself joins them. */
  readonly full: number;
}

const VARIANTS: Readonly<Record<DeoldifyNetwork, Variant>> = {
  wide: {
    expects: 'ColorizeVideo_gen.pth or ColorizeStable_gen.pth',
    encoder: RESNET_101,
    middle: [4096, 2048],
    decoder: [
      { upsampled: 512, convolutions: [['conv', 512]] },
      { upsampled: 512, convolutions: [['conv', 512]], attention: 'conv.3' },
      { upsampled: 512, convolutions: [['conv', 512]] },
      { upsampled: 256, convolutions: [['conv', 256]] },
    ],
    full: 256,
  },
  deep: {
    expects: 'ColorizeArtistic_gen.pth',
    encoder: RESNET_34,
    middle: [1024, 512],
    decoder: [
      { upsampled: 256, convolutions: twice(768) },
      { upsampled: 384, convolutions: twice(768), attention: 'conv2.3' },
      { upsampled: 384, convolutions: twice(672) },
      { upsampled: 336, convolutions: twice(300) },
    ],
    full: 300,
  },
};

function twice(channels: number): DecoderBlock['convolutions'] {
  return [
    ['conv1', channels],
    ['conv2', channels],
  ];
}

/** What the network's colours can be, in units of ImageNet's normalisation: −3 to 3. */
const RANGE = 3;

/**
 * One of DeOldify's generators for square pictures.
 *
 * Input `image` and output `colored`: R'G'B' normalised with ImageNet's mean and deviation, [batch, 3, size, size].
 *
 * @param size - side in pixels, a multiple of 16: the render factor times 16.
 *
 * Source: jantic/DeOldify, deoldify/unet.py; fastai 1's DynamicUnet.
 */
export function deoldifyNetwork(network: DeoldifyNetwork, size: number, batch = 1): NetworkDefinition {
  const variant = VARIANTS[network];
  return {
    name: `deoldify-${network}`,
    version: 1,
    expects: variant.expects,
    define(graph) {
      const image = graph.input('image', [batch, 3, size, size]);
      const { last, skips } = resnet(image, 'layers.0', variant.encoder);
      const [wide, narrow] = variant.middle;
      let features = relu(batchNorm(last, 'layers.1'));
      features = convolutionBlock(convolutionBlock(features, 'layers.3.0', wide), 'layers.3.1', narrow);
      variant.decoder.forEach((block, index) => {
        features = decoderBlock(features, skips[index]!, `layers.${4 + index}`, block);
      });
      const full = concat([lastUpsample(features, 'layers.8', variant.full), image]);
      const refined = residualBlock(full, 'layers.10.layers');
      const color = conv2d(refined, 'layers.11.0', { channels: 3, kernel: 1, parametrization: 'spectral' });
      graph.output('colored', shift(scale(sigmoid(color), 2 * RANGE), -RANGE));
    },
  };
}

function lastUpsample(x: Value, key: string, channels: number): Value {
  const convolved = conv2d(x, `${key}.conv.0`, { channels: 4 * channels, kernel: 1, parametrization: 'weight' });
  return blur(pixelShuffle(relu(convolved), 2));
}

function residualBlock(x: Value, key: string): Value {
  const channels = x.shape[1]!;
  const first = relu(conv2d(x, `${key}.0.0`, { channels, parametrization: 'spectral' }));
  const second = relu(conv2d(first, `${key}.1.0`, { channels, parametrization: 'spectral' }));
  return add(second, x);
}
