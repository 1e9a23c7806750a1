/** Deterministic noise for tests, -1..1. */
export function noiseAt(index: number): number {
  let hash = Math.imul(index + 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 31 - 1;
}

/** Light in 0..1 at every pixel of a picture. */
export type Scene = (x: number, y: number) => number;

/** A plane of codes of a scene, rounded. */
export function planeOf(
  width: number,
  height: number,
  scene: Scene,
  { black = 0, white = 255, bytes = 1 as 1 | 2 } = {},
): Uint8Array | Uint16Array {
  const samples = bytes === 1 ? new Uint8Array(width * height) : new Uint16Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) samples[i] = Math.round(black + scene(x, y) * (white - black));
  }
  return samples;
}

/** The working picture's luma, 0..255: means of squares of `factor` pixels. */
export function shrunk(width: number, height: number, factor: number, scene: Scene): Uint8Array {
  return planeOf(width / factor, height / factor, (x, y) => {
    let sum = 0;
    for (let i = 0; i < factor * factor; i++)
      sum += scene(x * factor + (i % factor), y * factor + Math.floor(i / factor));
    return sum / (factor * factor);
  }) as Uint8Array;
}

/** A scene of slopes, hard edges, stripes of one pixel, flat parts and noise. */
export function detailed(width: number, height: number): Scene {
  return (x, y) => {
    const slope = 0.15 + (0.6 * (x + y)) / (width + height);
    const edge = (x >> 5) % 3 === 1 ? 0.15 : 0;
    const stripes = y > height / 2 && x % 2 === 0 ? 0.08 : 0;
    return Math.min(1, Math.max(0, slope + edge + stripes + 0.03 * noiseAt(y * width + x)));
  };
}
