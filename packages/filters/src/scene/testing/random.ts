/** Numbers that are the same in each run: 0 up to, not including, 1. Source: mulberry32, public domain. */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A table of bell-curve noise with standard deviation 1, to be read from random starts: much faster than drawing each. */
export function noiseTable(random: () => number, length = 1 << 16): Float32Array {
  return Float32Array.from({ length }, () => {
    let sum = 0;
    for (let n = 0; n < 6; n++) sum += random();
    return (sum - 3) * Math.SQRT2;
  });
}
