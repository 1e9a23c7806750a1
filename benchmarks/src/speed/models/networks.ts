import { ddcolorNetwork } from '@havc/models-ddcolor';
import { deoldifyNetwork } from '@havc/models-deoldify';
import { eccv16Network, siggraph17Network } from '@havc/models-zhang';
import type { NetworkDefinition } from '@havc/onnx';

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
