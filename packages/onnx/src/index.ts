export {
  autoOrder,
  DEVICES,
  type Device,
  type DeviceAttempt,
  type DeviceChoice,
} from './device.ts';
export { gelu, leakyRelu, relu, sigmoid, softmax, tanh } from './graph/activation.ts';
export {
  add,
  divide,
  linear,
  linearOf,
  matrixMultiply,
  multiply,
  scale,
  shift,
  subtract,
  transposed,
} from './graph/arithmetic.ts';
export { type ConvolutionOptions, conv2d, convTranspose2d, pointwise } from './graph/convolution.ts';
export { type ExportGraphOptions, exportGraph } from './graph/export-graph.ts';
export { scaleRows } from './graph/folding.ts';
export {
  type BuiltGraph,
  Graph,
  type GraphNode,
  type GraphOptions,
  type Initializer,
  type Precision,
} from './graph/graph.ts';
export { type GraphFileOptions, graphFile } from './graph/graph-files.ts';
export { concat, everyNth, reshape, slice, transpose } from './graph/layout.ts';
export { buildGraph, ensureNetworkTensors, type NetworkDefinition, networkTensors } from './graph/network.ts';
export { batchNorm, layerNorm } from './graph/normalization.ts';
export { blur, enlargeBilinear, maxPool, pixelShuffle } from './graph/pixels.ts';
export type { Shape, Value } from './graph/value.ts';
export type { ReadWeight, WeightSource } from './graph/weight-source.ts';
export { type KernelOptions, type Parametrization, weightedKernel } from './graph/weighted-kernel.ts';
export { listDevices } from './list-devices.ts';
export type { InferenceProcessor, ProcessorModule } from './processor.ts';
export type { ProcessorSource } from './protocol.ts';
export { RUN_TIMES_CHANNEL, type RunTimes } from './run-times.ts';
export { createSession, type InferenceSession, type SessionOptions } from './session.ts';
export { batchPart, joinCalls, shareRuns, splitCalls } from './shared-runs.ts';
export type { Tensor, TensorData, TensorInfo, Tensors } from './tensor.ts';
