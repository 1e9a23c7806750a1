import { describeValue, formatShape, type Shape, type Value, wiringError } from './value.ts';

/** a + b; extents of 1 are repeated, as NumPy does. */
export function add(a: Value, b: Value): Value {
  return elementwise('Add', a, b);
}

/** a · b, element by element; extents of 1 are repeated. */
export function multiply(a: Value, b: Value): Value {
  return elementwise('Mul', a, b);
}

/** a − b; extents of 1 are repeated. */
export function subtract(a: Value, b: Value): Value {
  return elementwise('Sub', a, b);
}

/** a / b; extents of 1 are repeated. */
export function divide(a: Value, b: Value): Value {
  return elementwise('Div', a, b);
}

/** x · factor. */
export function scale(x: Value, factor: number): Value {
  return multiply(x, x.graph.constant(new Float32Array([factor]), []));
}

/** x + offset. */
export function shift(x: Value, offset: number): Value {
  return add(x, x.graph.constant(new Float32Array([offset]), []));
}

/** The matrix product over the last two axes; axes before them are repeated where they are 1. */
export function matrixMultiply(a: Value, b: Value, layer?: string): Value {
  const [rows, inner] = a.shape.slice(-2);
  const [other, columns] = b.shape.slice(-2);
  const batch = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2));
  if (rows === undefined || columns === undefined || inner !== other || !batch) {
    throw wiringError(layer ?? a.origin, `can't multiply ${describeValue(a)} with ${describeValue(b)}`);
  }
  return a.graph.add('MatMul', [a, b], { shape: [...batch, rows, columns], layer });
}

/** The product over the last axis with the weights at `key` (PyTorch's Linear, weight [out, in]). */
export function linear(x: Value, key: string, channels: number): Value {
  const { graph } = x;
  const inputs = x.shape.at(-1) ?? 1;
  const weightName = graph.weight(`${key}.weight`, [channels, inputs]);
  const biasName = graph.weight(`${key}.bias`, [channels]);
  return linearOf(x, key, {
    weight: graph.initializer(`${key}.transposed`, [inputs, channels], async (read) =>
      transposed(await read(weightName), channels, inputs),
    ),
    bias: graph.initializer(biasName, [channels], (read) => read(biasName)),
  });
}

/** The product over the last axis with a weight [in, out], and a bias. */
export function linearOf(x: Value, layer: string, { weight, bias }: { weight: Value; bias: Value }): Value {
  return add(matrixMultiply(x, weight, layer), bias);
}

/** A matrix [rows, columns] as [columns, rows]. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[column * rows + row] = values[row * columns + column]!;
  }
  return result;
}

function elementwise(operator: string, a: Value, b: Value): Value {
  const shape = broadcast(a.shape, b.shape);
  if (!shape) throw wiringError(a.origin, `${describeValue(a)} and ${describeValue(b)} have shapes that don't fit`);
  return a.graph.add(operator, [a, b], { shape });
}

/** The shape of two shapes together, as NumPy reckons it, or nothing where they don't fit. */
export function broadcast(a: Shape, b: Shape): Shape | undefined {
  const axes = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 0; axis < axes; axis++) {
    const x = a[a.length - axes + axis] ?? 1;
    const y = b[b.length - axes + axis] ?? 1;
    if (x !== y && x !== 1 && y !== 1) return undefined;
    shape.push(x === 1 ? y : x);
  }
  return shape;
}

/** Checks that a value has exactly a shape, e.g. one that a loop has made. */
export function ensureShape(x: Value, shape: Shape, layer: string): void {
  if (formatShape(x.shape) === formatShape(shape)) return;
  throw wiringError(layer, `should be ${formatShape(shape)}, got ${describeValue(x)}`);
}
