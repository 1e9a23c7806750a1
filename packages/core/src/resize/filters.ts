/** A resampling kernel: its weight by distance in source samples, and the distance past which that is 0. */
export interface ResampleFilter {
  readonly support: number;
  readonly weight: (distance: number) => number;
}

/** The mean of what lies within half a sample. Open on the left side, so that a sample is counted once. */
export function box(): ResampleFilter {
  return { support: 0.5, weight: (distance) => (distance > -0.5 && distance <= 0.5 ? 1 : 0) };
}

/** A tent: linear interpolation. */
export function triangle(): ResampleFilter {
  return { support: 1, weight: (distance) => Math.max(0, 1 - Math.abs(distance)) };
}

/** A raised cosine on one lobe of a sinc; as sharp as cubic, and without overshoot. */
export function hamming(): ResampleFilter {
  return {
    support: 1,
    weight: (distance) => {
      const x = Math.abs(distance);
      if (x === 0) return 1;
      return x >= 1 ? 0 : (Math.sin(x * Math.PI) / (x * Math.PI)) * (0.54 + 0.46 * Math.cos(x * Math.PI));
    },
  };
}

/**
 * Keys' cubic convolution. `a` is the slope at distance 1: −0.5 (Pillow; Catmull and Rom), −0.75 (OpenCV).
 *
 * Source: R. Keys, "Cubic convolution interpolation for digital image processing" (1981), equation 4.
 */
export function cubic(a: number): ResampleFilter {
  return {
    support: 2,
    weight: (distance) => {
      const x = Math.abs(distance);
      if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    },
  };
}

/** A sinc under the middle lobe of a wider sinc. */
export function lanczos(lobes: number): ResampleFilter {
  return {
    support: lobes,
    weight: (distance) => (distance >= -lobes && distance < lobes ? sinc(distance) * sinc(distance / lobes) : 0),
  };
}

/**
 * Cubic pieces between samples that join smoothly: 6 samples wide.
 *
 * Source: H. Dersch, Panorama Tools, "Interpolator" (1999): the weights of a natural cubic spline through a unit
 * impulse on 6 points.
 */
export function spline36(): ResampleFilter {
  return pieces([
    [13 / 11, -453 / 209, -3 / 209, 1],
    [-6 / 11, 270 / 209, -156 / 209, 0],
    [1 / 11, -45 / 209, 26 / 209, 0],
  ]);
}

/** As {@link spline36}, 8 samples wide. */
export function spline64(): ResampleFilter {
  return pieces([
    [49 / 41, -6387 / 2911, -3 / 2911, 1],
    [-24 / 41, 4032 / 2911, -2328 / 2911, 0],
    [6 / 41, -1008 / 2911, 582 / 2911, 0],
    [-1 / 41, 168 / 2911, -97 / 2911, 0],
  ]);
}

function pieces(coefficients: readonly (readonly [number, number, number, number])[]): ResampleFilter {
  return {
    support: coefficients.length,
    weight: (distance) => {
      const x = Math.abs(distance);
      const piece = coefficients[Math.floor(x)];
      if (!piece) return 0;
      const along = x - Math.floor(x);
      return ((piece[0] * along + piece[1]) * along + piece[2]) * along + piece[3];
    },
  };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
}
