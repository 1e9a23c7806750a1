import { describeValue, ensureImages, formatShape, type Shape, type Value, wiringError } from './value.ts';
import { batchNormParameters, foldBatchNorm, type Parametrization, weightedKernel } from './weighted-kernel.ts';

/** What {@link conv2d} takes. */
export interface ConvolutionOptions {
  /** Output channels. */
  readonly channels: number;
  /** Side of the kernel. Default 3. */
  readonly kernel?: number;
  /** Default 1. */
  readonly stride?: number;
  /** Default 1. */
  readonly dilation?: number;
  /** Zeros around the picture. Default: what keeps its size at stride 1. */
  readonly padding?: number;
  /** Default 1; as many as channels for a depthwise convolution. */
  readonly groups?: number;
  /** Whether the layer has a bias. Default true. */
  readonly bias?: boolean;
  /** How the checkpoint stores the weight. Default `plain`. */
  readonly parametrization?: Parametrization;
  /** The weight's shape in the checkpoint where it's another, e.g. that of a Conv1d. */
  readonly storedShape?: Shape;
  /** Key of a batch normalisation that follows at once, and is folded into the weights. */
  readonly norm?: string;
}

/**
 * A convolution with the weights at `key` (PyTorch's Conv2d), on [batch, channels, height, width].
 *
 * @throws HavcError `SHAPE_INVALID` where the input doesn't fit.
 */
export function conv2d(x: Value, key: string, options: ConvolutionOptions): Value {
  const {
    channels,
    kernel = 3,
    stride = 1,
    dilation = 1,
    groups = 1,
    bias = true,
    parametrization = 'plain',
  } = options;
  const { padding = ((kernel - 1) / 2) * dilation } = options;
  const [batch, inputChannels, height, width] = ensureImages(x, key);
  if (inputChannels % groups !== 0 || channels % groups !== 0) {
    throw wiringError(key, `${groups} groups don't divide ${inputChannels} and ${channels} channels`);
  }
  const extent = (size: number) => Math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
  const shape = [batch, channels, extent(height), extent(width)];
  if (shape[2]! < 1 || shape[3]! < 1) {
    throw wiringError(key, `a kernel of ${kernel} pixels is larger than its input ${describeValue(x)}`);
  }
  const kernelShape = [channels, inputChannels / groups, kernel, kernel];
  const { norm, storedShape = kernelShape } = options;
  const weights = convolutionWeights(x, key, kernelShape, channels, { bias, parametrization, norm, storedShape });
  return x.graph.add('Conv', [x, ...weights], {
    shape,
    layer: key,
    attributes: {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      dilations: [dilation, dilation],
      pads: [padding, padding, padding, padding],
      group: groups,
    },
  });
}

/**
 * A transposed convolution with the weights at `key` (PyTorch's ConvTranspose2d, weight [in, out, kernel, kernel]).
 *
 * @throws HavcError `SHAPE_INVALID` where the input doesn't fit.
 */
export function convTranspose2d(
  x: Value,
  key: string,
  {
    channels,
    kernel,
    stride,
    padding,
  }: Required<Pick<ConvolutionOptions, 'channels' | 'kernel' | 'stride' | 'padding'>>,
): Value {
  const [batch, inputChannels, height, width] = ensureImages(x, key);
  const extent = (size: number) => (size - 1) * stride - 2 * padding + kernel;
  const kernelShape = [inputChannels, channels, kernel, kernel];
  const weights = convolutionWeights(x, key, kernelShape, channels, {
    bias: true,
    parametrization: 'plain',
    norm: undefined,
    storedShape: kernelShape,
  });
  return x.graph.add('ConvTranspose', [x, ...weights], {
    shape: [batch, channels, extent(height), extent(width)],
    layer: key,
    attributes: {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
    },
  });
}

interface WeightOptions {
  readonly bias: boolean;
  readonly parametrization: Parametrization;
  readonly norm: string | undefined;
  readonly storedShape: Shape;
}

function convolutionWeights(
  { graph }: Value,
  key: string,
  shape: Shape,
  channels: number,
  options: WeightOptions,
): Value[] {
  const { parametrization, storedShape } = options;
  const loadWeight = weightedKernel(graph, key, { shape: storedShape, parametrization });
  const biasName = options.bias ? graph.weight(`${key}.bias`, [channels]) : undefined;
  const loadBias =
    biasName === undefined ? undefined : (read: (name: string) => Promise<Float32Array>) => read(biasName);
  if (options.norm === undefined) {
    const weight = graph.initializer(`${key}.weight`, shape, loadWeight);
    return loadBias ? [weight, graph.initializer(`${key}.bias`, [channels], loadBias)] : [weight];
  }
  const folded = foldBatchNorm(loadWeight, loadBias, batchNormParameters(graph, options.norm, channels));
  return [
    graph.initializer(`${key}.weight`, shape, folded.weight),
    graph.initializer(`${key}.bias`, [channels], folded.bias),
  ];
}

/**
 * A 1x1 convolution with a weight that another layer has made (a table of colours, say).
 *
 * @param weight - [output channels, input channels, 1, 1].
 */
export function pointwise(x: Value, weight: Value, layer: string): Value {
  const [batch, channels, height, width] = ensureImages(x, layer);
  if (weight.shape[1] !== channels) {
    throw wiringError(layer, `a weight of ${formatShape(weight.shape)} doesn't fit ${describeValue(x)}`);
  }
  return x.graph.add('Conv', [x, weight], {
    shape: [batch, weight.shape[0]!, height, width],
    layer,
    attributes: { kernel_shape: [1, 1] },
  });
}
