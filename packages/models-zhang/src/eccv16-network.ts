import {
  conv2d,
  convTranspose2d,
  enlargeBilinear,
  type NetworkDefinition,
  relu,
  scale,
  shift,
  softmax,
} from '@havc/onnx';
import { AB_SCALE, DOUBLING, deepStage, LIGHTNESS_CENTRE, LIGHTNESS_SCALE, stage } from './stages.ts';

/** Bins of ab that the network chooses among. */
const COLOR_BINS = 313;

/**
 * The network of "Colorful Image Colorization": a probability for each of 313 colours, and their mean.
 *
 * Input `lightness` [batch, 1, size, size], CIE L 0..100; output `ab` [batch, 2, size, size], CIE units.
 *
 * @param size - side in pixels, a multiple of 8.
 *
 * Source: Zhang, Isola & Efros (2016); richzhang/colorization, colorizers/eccv16.py.
 */
export function eccv16Network(size: number, batch = 1): NetworkDefinition {
  return {
    name: 'zhang-eccv16',
    version: 1,
    expects: 'colorization_release_v2-9b330a0b.pth',
    define(graph) {
      const lightness = graph.input('lightness', [batch, 1, size, size]);
      let x = scale(shift(lightness, -LIGHTNESS_CENTRE), 1 / LIGHTNESS_SCALE);
      x = stage(x, 'model1', [{ channels: 64 }, { channels: 64, stride: 2 }]);
      x = stage(x, 'model2', [{ channels: 128 }, { channels: 128, stride: 2 }]);
      x = stage(x, 'model3', [{ channels: 256 }, { channels: 256 }, { channels: 256, stride: 2 }]);
      x = deepStage(x, 'model4', 1);
      x = deepStage(x, 'model5', 2);
      x = deepStage(x, 'model6', 2);
      x = deepStage(x, 'model7', 1);
      x = relu(convTranspose2d(x, 'model8.0', { channels: 256, ...DOUBLING }));
      x = relu(conv2d(x, 'model8.2', { channels: 256 }));
      x = relu(conv2d(x, 'model8.4', { channels: 256 }));
      const bins = softmax(conv2d(x, 'model8.6', { channels: COLOR_BINS, kernel: 1 }), 1);
      const ab = conv2d(bins, 'model_out', { channels: 2, kernel: 1, bias: false });
      graph.output('ab', scale(enlargeBilinear(ab, 4), AB_SCALE));
    },
  };
}
