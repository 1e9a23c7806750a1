/** Which samples along one axis go into each output sample, and with what weight. */
export interface AxisWeights {
  /** The first sample of each output. */
  readonly first: Int32Array;
  /** How many weights each output has; those that aren't needed are 0. */
  readonly taps: number;
  /** `taps` for each output, adding up to 1. */
  readonly weights: Float32Array;
}

/** Weights by the share that each output's area has in each sample; for making an axis smaller. OpenCV's INTER_AREA. */
export function areaWeights(from: number, to: number): AxisWeights {
  const scale = from / to;
  const taps = Math.min(from, Math.ceil(scale) + 1);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * taps);
  for (let index = 0; index < to; index++) {
    const start = index * scale;
    const end = Math.min(from, start + scale);
    const begin = Math.min(Math.floor(start), from - taps);
    first[index] = begin;
    for (let tap = 0; tap < taps; tap++) {
      const overlap = Math.min(end, begin + tap + 1) - Math.max(start, begin + tap);
      weights[index * taps + tap] = Math.max(0, overlap) / scale;
    }
  }
  return { first, taps, weights };
}

/** Weights of the two nearest samples, pixel centres aligned, edges repeated. OpenCV's INTER_LINEAR. */
export function linearWeights(from: number, to: number): AxisWeights {
  const scale = from / to;
  const taps = Math.min(2, from);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * taps);
  for (let index = 0; index < to; index++) {
    const position = Math.min(from - 1, Math.max(0, (index + 0.5) * scale - 0.5));
    const begin = Math.min(Math.floor(position), Math.max(0, from - 2));
    first[index] = begin;
    weights[index * taps] = taps === 1 ? 1 : 1 - (position - begin);
    if (taps === 2) weights[index * taps + 1] = position - begin;
  }
  return { first, taps, weights };
}

/** The weights that make an axis smaller by area, or larger by straight lines. */
export function axisWeights(from: number, to: number): AxisWeights {
  return to < from ? areaWeights(from, to) : linearWeights(from, to);
}

/**
 * Brings a plane to another size.
 *
 * @param plane - `width` samples a row.
 * @param horizontal - from `width` to the new width.
 * @param vertical - from the plane's height to the new height.
 * @param scratch - at least new width times old height samples.
 * @param out - the new plane; its size fits both weights.
 */
export function resample(
  plane: Float32Array,
  width: number,
  horizontal: AxisWeights,
  vertical: AxisWeights,
  scratch: Float32Array,
  out: Float32Array,
): void {
  const newWidth = horizontal.first.length;
  const newHeight = vertical.first.length;
  const height = plane.length / width;
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, at = 0; x < newWidth; x++, to++) {
      let from = y * width + horizontal.first[x]!;
      let sum = 0;
      for (let tap = 0; tap < horizontal.taps; tap++, at++, from++) sum += plane[from]! * horizontal.weights[at]!;
      scratch[to] = sum;
    }
  }
  out.fill(0);
  for (let y = 0; y < newHeight; y++) {
    const to = y * newWidth;
    for (let tap = 0; tap < vertical.taps; tap++) {
      const weight = vertical.weights[y * vertical.taps + tap]!;
      if (weight === 0) continue;
      const from = (vertical.first[y]! + tap) * newWidth;
      for (let x = 0; x < newWidth; x++) out[to + x]! += scratch[from + x]! * weight;
    }
  }
}
