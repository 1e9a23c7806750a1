import { divide, type Graph, type NetworkDefinition, subtract, type Value } from '@havc/onnx';
import { colorDecoder } from './color-decoder.ts';
import { colorMap } from './color-map.ts';
import { CONVNEXT_SIZES, convNext } from './convnext.ts';
import { pixelDecoder } from './pixel-decoder.ts';

/** DDColor's two networks, which differ in their encoder: `large` is that of ModelScope, Artistic and Paper. */
export type DdcolorNetwork = keyof typeof CONVNEXT_SIZES;

const EXPECTS: Readonly<Record<DdcolorNetwork, string>> = {
  large: 'ddcolor_modelscope.pth, ddcolor_artistic.pth or ddcolor_paper.pth',
  tiny: 'ddcolor_paper_tiny.pth',
};

/**
 * One of DDColor's networks, for square pictures.
 *
 * Input `image`: gray as R'G'B', 0..1, [batch, 3, size, size]. Output `ab`: CIELAB's a and b, [batch, 2, size, size].
 *
 * @param size - side in pixels, a multiple of 32.
 *
 * Source: Kang et al., "DDColor: Towards Photo-Realistic Image Colorization via Dual Decoders" (2023).
 */
export function ddcolorNetwork(network: DdcolorNetwork, size: number, batch = 1): NetworkDefinition {
  return {
    name: `ddcolor-${network}`,
    version: 1,
    expects: EXPECTS[network],
    define(graph) {
      const image = normalized(graph.input('image', [batch, 3, size, size]));
      const encoded = convNext(image, 'encoder.arch', CONVNEXT_SIZES[network]);
      const decoded = pixelDecoder(encoded, 'decoder');
      const filters = colorDecoder(decoded, 'decoder.color_decoder');
      const keys = { lastShuffle: 'decoder.last_shuf.conv.0', refine: 'refine_net.0.0' };
      graph.output('ab', colorMap({ features: decoded[2], filters, image }, keys));
    },
  };
}

/** Pictures with the checkpoint's own mean and deviation: ImageNet's. */
function normalized(image: Value): Value {
  const buffer = (graph: Graph, name: string) => {
    graph.weight(name, [1, 3, 1, 1]);
    return graph.initializer(name, [1, 3, 1, 1], (read) => read(name));
  };
  return divide(subtract(image, buffer(image.graph, 'mean')), buffer(image.graph, 'std'));
}
