import type { Plane } from '@havc/core';
import { createRandom } from './random.ts';

/** Codes of limited-range luma for black and white: ITU-T H.273, 8 bits. */
const BLACK = 16;
const SPAN = 219;

/** And of chroma: the code for none, and from one end to the other. */
export const NO_CHROMA = 128;
const CHROMA_SPAN = 224;

/** Numbers of noise that are made once and cut differently for each frame; a prime, so that rows don't repeat. */
const NOISE_LENGTH = 1_048_573;

/**
 * Makes the last step of the old film: a picture in 0..255 gets grain and becomes limited-range luma.
 *
 * @param options.grain - standard deviation of the grain in midtones, in codes of 0..255; 0 for none. Shadows and
 * highlights get less, as on film.
 */
export function createDeveloper(options: {
  readonly grain: number;
  readonly seed?: number;
}): (picture: Plane<Float32Array>, out: Uint8Array) => void {
  const { grain, seed = 1 } = options;
  const random = createRandom(seed);
  const noise = grain > 0 ? grainNoise(random) : new Float32Array(NOISE_LENGTH);
  const strength = strengthByTone(grain);
  return (picture, out) => {
    const { data } = picture;
    let n = Math.floor(random() * NOISE_LENGTH);
    for (let i = 0; i < data.length; i++) {
      const tone = Math.min(255, Math.max(0, data[i]!));
      const code = BLACK + (tone + strength[tone | 0]! * noise[n]!) * (SPAN / 255) + 0.5;
      out[i] = Math.min(BLACK + SPAN, Math.max(BLACK, code));
      if (++n === NOISE_LENGTH) n = 0;
    }
  };
}

/**
 * A plane of chroma in limited-range codes.
 *
 * @param chroma - of a full-range picture: -127.5 to 127.5.
 */
export function developChroma({ data }: Plane<Float32Array>, out: Uint8Array): void {
  for (let i = 0; i < data.length; i++) {
    out[i] = Math.min(NO_CHROMA + CHROMA_SPAN / 2, Math.max(16, NO_CHROMA + data[i]! * (CHROMA_SPAN / 255) + 0.5));
  }
}

function strengthByTone(grain: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, tone) => grain * (0.35 + 0.65 * Math.sin((Math.PI * tone) / 255)));
}

/** Normal noise with a little smoothness along the line: grain is no sharp static. */
function grainNoise(random: () => number): Float32Array {
  const noise = new Float32Array(NOISE_LENGTH);
  let previous = 0;
  for (let i = 0; i < NOISE_LENGTH; i++) {
    // The sum of four even numbers is near enough to normal; its variance is 1/3.
    const white = (random() + random() + random() + random() - 2) * Math.sqrt(3);
    previous = 0.45 * previous + white;
    noise[i] = previous * Math.sqrt(1 - 0.45 ** 2);
  }
  return noise;
}
