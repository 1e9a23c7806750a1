import { ensureImages, type Value, wiringError } from './value.ts';

/**
 * Channels become pixels: [n, c·f², h, w] to [n, c, h·f, w·f]; channel c·f² + dy·f + dx goes to the offset (dy, dx).
 *
 * Source: Shi et al., "Real-Time Single Image and Video Super-Resolution" (2016); PyTorch's PixelShuffle.
 */
export function pixelShuffle(x: Value, factor: number): Value {
  const [batch, channels, height, width] = ensureImages(x, x.origin);
  if (channels % factor ** 2 !== 0) throw wiringError(x.origin, `${channels} channels don't divide by ${factor ** 2}`);
  return x.graph.add('DepthToSpace', [x], {
    shape: [batch, channels / factor ** 2, height * factor, width * factor],
    attributes: { blocksize: factor, mode: 'CRD' },
  });
}

/**
 * The mean of each 2x2 pixels, the size kept: the first row and column are repeated to the left and on top.
 *
 * Source: Sugawara et al., "Super-Resolution using Convolutional Neural Networks without Any Checkerboard Artifacts"
 * (2018), as fastai has it.
 */
export function blur(x: Value): Value {
  const { graph, shape } = x;
  const [batch, channels, height, width] = ensureImages(x, x.origin);
  const margins = graph.constant(BigInt64Array.of(0n, 0n, 1n, 1n, 0n, 0n, 0n, 0n));
  const padded = graph.add('Pad', [x, margins], {
    shape: [batch, channels, height + 1, width + 1],
    attributes: { mode: 'edge' },
  });
  return graph.add('AveragePool', [padded], { shape, attributes: { kernel_shape: [2, 2], strides: [1, 1] } });
}

/** The largest of each kernel x kernel pixels. */
export function maxPool(
  x: Value,
  options: { readonly kernel: number; readonly stride: number; readonly padding: number },
): Value {
  const { kernel, stride, padding } = options;
  const [batch, channels, height, width] = ensureImages(x, x.origin);
  const extent = (size: number) => Math.floor((size + 2 * padding - kernel) / stride) + 1;
  return x.graph.add('MaxPool', [x], {
    shape: [batch, channels, extent(height), extent(width)],
    attributes: {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
    },
  });
}

/** Bilinear enlargement by a whole factor, with half-pixel centres (PyTorch's `align_corners=False`). */
export function enlargeBilinear(x: Value, factor: number): Value {
  const [batch, channels, height, width] = ensureImages(x, x.origin);
  const scales = x.graph.constant(Float32Array.of(1, 1, factor, factor), [4], 'float32');
  return x.graph.add('Resize', [x, undefined, scales], {
    shape: [batch, channels, height * factor, width * factor],
    attributes: { mode: 'linear', coordinate_transformation_mode: 'half_pixel' },
  });
}
