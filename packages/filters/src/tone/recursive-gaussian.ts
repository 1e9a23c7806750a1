/** Rows of floats without gaps. */
export interface FloatField {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** output = B · input + B1 · previous + B2 · the one before + B3 · the third before. */
interface Feedback {
  readonly B: number;
  readonly B1: number;
  readonly B2: number;
  readonly B3: number;
}

/**
 * Blurs by a Gaussian in a time that doesn't depend on its width: a recursion forwards and one backwards in each
 * direction. At each end the recursion starts as if the first value had always been there, which, unlike a mirrored
 * border, gives edges more weight than their share when `sigma` is large against the picture.
 *
 * @param source - left as it is.
 * @param sigma - standard deviation in pixels, at least 0.5.
 * @param target - as large as `source`, another buffer.
 *
 * Source: I. T. Young, L. J. van Vliet, Recursive implementation of the Gaussian filter, Signal Processing 44 (1995),
 * equations 8 to 11; the ends as in VapourSynth-Retinex.
 */
export function recursiveGaussian(source: FloatField, sigma: number, target: Float32Array): void {
  const feedback = feedbackOf(sigma);
  blurRows(source, feedback, target);
  blurColumns({ ...source, data: target }, feedback);
}

function feedbackOf(sigma: number): Feedback {
  const q = sigma < 2.5 ? 3.97156 - 4.14554 * Math.sqrt(1 - 0.26891 * sigma) : 0.98711 * sigma - 0.9633;
  const b0 = 1.57825 + 2.44413 * q + 1.4281 * q * q + 0.422205 * q * q * q;
  const b1 = 2.44413 * q + 2.85619 * q * q + 1.26661 * q * q * q;
  const b2 = -(1.4281 * q * q + 1.26661 * q * q * q);
  const b3 = 0.422205 * q * q * q;
  return { B: 1 - (b1 + b2 + b3) / b0, B1: b1 / b0, B2: b2 / b0, B3: b3 / b0 };
}

function blurRows({ data, width, height }: FloatField, { B, B1, B2, B3 }: Feedback, target: Float32Array): void {
  // 64 bits for what is fed back: with a wide Gaussian, B is smaller than the last digit of a 32-bit float.
  const forward = new Float64Array(width);
  for (let row = 0; row < height; row++) {
    const start = row * width;
    let p1 = data[start]!;
    let p2 = p1;
    let p3 = p1;
    for (let x = 0; x < width; x++) {
      const p0 = B * data[start + x]! + B1 * p1 + (B2 * p2 + B3 * p3);
      p3 = p2;
      p2 = p1;
      p1 = p0;
      forward[x] = p0;
    }
    p2 = p1;
    p3 = p1;
    for (let x = width - 1; x >= 0; x--) {
      const p0 = B * forward[x]! + B1 * p1 + (B2 * p2 + B3 * p3);
      p3 = p2;
      p2 = p1;
      p1 = p0;
      target[start + x] = p0;
    }
  }
}

function blurColumns(field: FloatField, feedback: Feedback): void {
  const { width, height } = field;
  const past = [new Float64Array(width), new Float64Array(width), new Float64Array(width)];
  for (const line of past) for (let x = 0; x < width; x++) line[x] = field.data[x]!;
  for (let row = 0; row < height; row++) feedRow(field, row, feedback, past);
  for (const line of past.slice(1)) line.set(past[0]!);
  for (let row = height - 1; row >= 0; row--) feedRow(field, row, feedback, past);
}

/** One step of the recursion for a whole row, in place; `past` holds the three rows before, the nearest first. */
function feedRow({ data, width }: FloatField, row: number, { B, B1, B2, B3 }: Feedback, past: Float64Array[]): void {
  const [first, second, third] = past as [Float64Array, Float64Array, Float64Array];
  const start = row * width;
  for (let x = 0; x < width; x++) {
    const value = B * data[start + x]! + B1 * first[x]! + (B2 * second[x]! + B3 * third[x]!);
    third[x] = value;
    data[start + x] = value;
  }
  past[0] = third;
  past[1] = first;
  past[2] = second;
}
