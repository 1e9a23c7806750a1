import type { NetworkDefinition } from '@havc/onnx';
import type { WeightNetwork } from '@havc/weights';

/**
 * The network that weights are for, for square pictures; undefined where this version has none for them.
 *
 * @param size - side in pixels, a multiple of 32.
 */
export async function networkOf(name: WeightNetwork, size: number): Promise<NetworkDefinition | undefined> {
  switch (name) {
    case 'deoldify-wide':
      return (await import('@havc/models-deoldify')).deoldifyNetwork('wide', size);
    case 'deoldify-deep':
      return (await import('@havc/models-deoldify')).deoldifyNetwork('deep', size);
    case 'ddcolor-large':
      return (await import('@havc/models-ddcolor')).ddcolorNetwork('large', size);
    case 'ddcolor-tiny':
      return (await import('@havc/models-ddcolor')).ddcolorNetwork('tiny', size);
    case 'zhang-eccv16':
      return (await import('@havc/models-zhang')).eccv16Network(size);
    case 'zhang-siggraph17':
      return (await import('@havc/models-zhang')).siggraph17Network(size);
    default:
      return undefined;
  }
}
