import {
  add,
  concat,
  conv2d,
  convTranspose2d,
  everyNth,
  leakyRelu,
  type NetworkDefinition,
  relu,
  scale,
  shift,
  tanh,
  type Value,
} from '@havc/onnx';
import { AB_SCALE, DOUBLING, deepStage, LIGHTNESS_CENTRE, LIGHTNESS_SCALE, stage } from './stages.ts';

/**
 * The network of "Real-Time User-Guided Image Colorization", which takes colour hints.
 *
 * Inputs: `lightness` [batch, 1, size, size], CIE L 0..100; `hint_ab` [batch, 2, size, size], the colours of hints in CIE
 * units; `hint_mask` [batch, 1, size, size], 1 where there is a hint, else 0. Output `ab` [batch, 2, size, size].
 *
 * @param size - side in pixels, a multiple of 8.
 *
 * Source: Zhang, Zhu, Isola et al. (2017); richzhang/colorization, colorizers/siggraph17.py (whose last stages are
 * computed twice there, with the same result).
 */
export function siggraph17Network(size: number, batch = 1): NetworkDefinition {
  return {
    name: 'zhang-siggraph17',
    version: 1,
    expects: 'siggraph17-df00044c.pth',
    define(graph) {
      const lightness = graph.input('lightness', [batch, 1, size, size]);
      const hintAb = graph.input('hint_ab', [batch, 2, size, size]);
      const hintMask = graph.input('hint_mask', [batch, 1, size, size]);
      // Trained along with the rest, and not needed for colouring.
      graph.ignore('model_class.0.weight', 'model_class.0.bias');

      const light = scale(shift(lightness, -LIGHTNESS_CENTRE), 1 / LIGHTNESS_SCALE);
      const full = stage(concat([light, scale(hintAb, 1 / AB_SCALE), hintMask]), 'model1', [
        { channels: 64 },
        { channels: 64 },
      ]);
      const half = stage(everyNth(full, 2), 'model2', [{ channels: 128 }, { channels: 128 }]);
      const quarter = stage(everyNth(half, 2), 'model3', [{ channels: 256 }, { channels: 256 }, { channels: 256 }]);
      let x = deepStage(everyNth(quarter, 2), 'model4', 1);
      x = deepStage(x, 'model5', 2);
      x = deepStage(x, 'model6', 2);
      x = deepStage(x, 'model7', 1);

      x = relu(enlarged(x, 'model8up.0', quarter, 'model3short8.0', 256));
      x = stage(x, 'model8', [{ channels: 256 }, { channels: 256 }], 1);
      x = relu(enlarged(x, 'model9up.0', half, 'model2short9.0', 128));
      x = stage(x, 'model9', [{ channels: 128 }], 1);
      x = relu(enlarged(x, 'model10up.0', full, 'model1short10.0', 128));
      x = leakyRelu(conv2d(x, 'model10.1', { channels: 128 }), 0.2);
      graph.output('ab', scale(tanh(conv2d(x, 'model_out.0', { channels: 2, kernel: 1 })), AB_SCALE));
    },
  };
}

/** Deep features at twice their size, and what an earlier stage saw there. */
function enlarged(x: Value, key: string, earlier: Value, shortcutKey: string, channels: number): Value {
  return add(convTranspose2d(x, key, { channels, ...DOUBLING }), conv2d(earlier, shortcutKey, { channels }));
}
