import { add, multiply, scale } from './arithmetic.ts';
import type { Value } from './value.ts';

/** max(x, 0). */
export function relu(x: Value): Value {
  return x.graph.add('Relu', [x], { shape: x.shape });
}

/** x where it's positive, else slope · x. */
export function leakyRelu(x: Value, slope: number): Value {
  return x.graph.add('LeakyRelu', [x], { shape: x.shape, attributes: { alpha: { float: slope } } });
}

/** 1 / (1 + e⁻ˣ). */
export function sigmoid(x: Value): Value {
  return x.graph.add('Sigmoid', [x], { shape: x.shape });
}

/** The hyperbolic tangent. */
export function tanh(x: Value): Value {
  return x.graph.add('Tanh', [x], { shape: x.shape });
}

/**
 * x · Φ(x), exact: with the error function, in the form that runtimes recognise and fuse.
 *
 * Source: Hendrycks & Gimpel, "Gaussian Error Linear Units" (2016).
 */
export function gelu(x: Value): Value {
  const { graph, shape } = x;
  const root = graph.constant(new Float32Array([Math.SQRT2]), []);
  const one = graph.constant(new Float32Array([1]), []);
  const error = graph.add('Erf', [graph.add('Div', [x, root], { shape })], { shape });
  return scale(multiply(x, add(error, one)), 0.5);
}

/** eˣ over its sum along an axis. In 32 bits always. */
export function softmax(x: Value, axis: number): Value {
  return x.graph.add('Softmax', [x], { shape: x.shape, attributes: { axis } });
}
