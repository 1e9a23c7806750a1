import { randomSource } from './random.ts';

/** A gray picture to film: samples 0..255. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/**
 * A made picture with what photographs have: light that changes over the whole, textures of several sizes, and objects
 * with outlines and textures of their own. Different seeds give unrelated pictures.
 */
export function makePicture(seed: number, width = 480, height = 270): Picture {
  const random = randomSource(seed * 7919 + 13);
  const data = new Float32Array(width * height);
  const level = 70 + 90 * random();
  addTexture(data, width, height, random, 0.5 + 0.2 * random(), 55);
  for (let i = 0; i < data.length; i++) data[i]! += level;
  const objects = 6 + Math.floor(random() * 10);
  for (let n = 0; n < objects; n++) addObject(data, width, height, random);
  for (let i = 0; i < data.length; i++) data[i] = Math.min(250, Math.max(5, data[i]!));
  return { width, height, data };
}

/** Value noise in octaves, each `falloff` times as strong as the one twice as wide. */
function addTexture(
  data: Float32Array,
  width: number,
  height: number,
  random: () => number,
  falloff: number,
  strength: number,
): void {
  let amplitude = strength;
  for (let cell = width / 2; cell >= 3; cell /= 2, amplitude *= falloff) {
    const columns = Math.ceil(width / cell) + 2;
    const rows = Math.ceil(height / cell) + 2;
    const lattice = Float32Array.from({ length: columns * rows }, () => (random() - 0.5) * 2);
    for (let y = 0; y < height; y++) {
      const v = y / cell;
      const top = Math.floor(v);
      const down = smooth(v - top);
      for (let x = 0; x < width; x++) {
        const u = x / cell;
        const left = Math.floor(u);
        const across = smooth(u - left);
        const at = top * columns + left;
        const upper = lattice[at]! + across * (lattice[at + 1]! - lattice[at]!);
        const lower = lattice[at + columns]! + across * (lattice[at + columns + 1]! - lattice[at + columns]!);
        data[y * width + x]! += amplitude * (upper + down * (lower - upper));
      }
    }
  }
}

function addObject(data: Float32Array, width: number, height: number, random: () => number): void {
  const [centreX, centreY] = [random() * width, random() * height];
  const [radiusX, radiusY] = [width * (0.03 + 0.15 * random()), height * (0.05 + 0.25 * random())];
  const box = random() < 0.5;
  const level = 20 + 210 * random();
  const [stripe, angle] = [4 + 20 * random(), Math.PI * random()];
  const contrast = 25 * random();
  for (let y = Math.max(0, Math.floor(centreY - radiusY)); y < Math.min(height, centreY + radiusY); y++) {
    for (let x = Math.max(0, Math.floor(centreX - radiusX)); x < Math.min(width, centreX + radiusX); x++) {
      const [u, v] = [(x - centreX) / radiusX, (y - centreY) / radiusY];
      if (!box && u * u + v * v > 1) continue;
      const wave = Math.sin(((x * Math.cos(angle) + y * Math.sin(angle)) * 2 * Math.PI) / stripe);
      data[y * width + x] = level + contrast * wave + 20 * u;
    }
  }
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
