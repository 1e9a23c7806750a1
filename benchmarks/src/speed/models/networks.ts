import { ddcolorNetwork } from '@havc/models-ddcolor';
import { deoldifyNetwork } from '@havc/models-deoldify';
import { eccv16Network, siggraph17Network } from '@havc/models-zhang';
import { conv2d, type NetworkDefinition, relu } from '@havc/onnx';

/** A network at a size, and what is asked of it. */
export interface MeasuredNetwork {
  readonly network: NetworkDefinition;
  readonly size: number;
  /** How many times faster than eager PyTorch it should be. */
  readonly atLeast: number;
}

/** The networks of the full models at usual sizes, or the smallest of them alone on a small picture. */
export function measuredNetworks(all: boolean): readonly MeasuredNetwork[] {
  if (!all) return [{ network: eccv16Network(64), size: 64, atLeast: 1.2 }];
  return [
    { network: eccv16Network(256), size: 256, atLeast: 1.2 },
    { network: siggraph17Network(256), size: 256, atLeast: 2 },
    { network: ddcolorNetwork('tiny', 256), size: 256, atLeast: 2.5 },
    { network: ddcolorNetwork('large', 256), size: 256, atLeast: 2.5 },
    { network: ddcolorNetwork('large', 384), size: 384, atLeast: 2.5 },
    { network: deoldifyNetwork('deep', 256), size: 256, atLeast: 1.5 },
    { network: deoldifyNetwork('wide', 256), size: 256, atLeast: 2 },
    { network: deoldifyNetwork('wide', 336), size: 336, atLeast: 2 },
  ];
}

/** What a processor does best: eight dense 3x3 convolutions of 256 channels. Its rate stands for the machine's peak. */
export function denseNetwork(): NetworkDefinition {
  return {
    name: 'dense',
    version: 1,
    define(graph) {
      let x = graph.input('x', [1, 256, 96, 96]);
      for (let layer = 0; layer < 8; layer++) x = relu(conv2d(x, `layers.${layer}`, { channels: 256 }));
      graph.output('y', x);
    },
  };
}
