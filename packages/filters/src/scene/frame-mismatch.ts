import { HavcError, type RgbImage } from '@havc/core';
import { lumaHistogram } from './luma-histogram.ts';
import { meanOfPlane } from './mean-of-plane.ts';
import { sceneLuma } from './scene-luma.ts';

/** A frame at the size at which {@link frameMismatch} compares: grain and small motion are averaged away. */
export interface Thumbnail {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** Mean luma, 0..255. */
  readonly mean: number;
  /** From the darkest tenth to the brightest, 0..255: what is small, such as dust, doesn't count. */
  readonly spread: number;
}

const WIDTH = 64;
const HEIGHT = 48;
/** Blocks of 12x12 samples, every 6: a frame of 64x36 has 45 of them. */
const BLOCK = 12;
const STEP = 6;
/** How far a block may have moved, each way: 5 of 64 samples is a pan through the picture in half a second. */
const REACH = 5;
/** Deviation of what grain is left in a thumbnail, in levels: below it, structure doesn't count. */
const NOISE = 2;
/** A block that matches as well as this isn't searched for further. */
const GOOD = 0.04;
/**
 * Blocks count by their deviation, at most this: outlines of a bright speck shouldn't outweigh the dark scene around it.
 */
const FULL_WEIGHT = 60;
/**
 * Blocks are ranked by their mismatch, and the mean is taken of those between these parts of the weight: what covers a
 * third of the picture (dust, a passer-by, a tear) leaves the result alone, as does what hardly has structure.
 */
const FROM = 0.25;
const TO = 0.6;

/** Makes the small version of a frame that is compared. */
export function createThumbnail(image: RgbImage): Thumbnail {
  const plane = sceneLuma(image, { maxWidth: WIDTH, maxHeight: HEIGHT });
  const [height, width] = plane.shape as [number, number];
  const data = plane.data;
  const counts = lumaHistogram(plane);
  const spread = quantile(counts, 0.9 * data.length) - quantile(counts, 0.1 * data.length);
  return { width, height, data, mean: meanOfPlane(plane), spread };
}

/**
 * How little two frames have to do with each other: about 0 for neighbours in a shot, 0.5 to 1 for unrelated pictures.
 *
 * The second frame is cut into blocks, each is searched for in the first within a small reach, and its mismatch is
 * 1 − covariance / (mean of both variances + noise): brightness doesn't count at all, contrast hardly. The result is the
 * mean of the middle ranks, by weight.
 *
 * Source: our own; block search with correlation as in video coding, ranks as in robust statistics (trimmed mean).
 */
export function frameMismatch(first: Thumbnail, second: Thumbnail): number {
  const { width, height } = second;
  if (first.width !== width || first.height !== height) {
    const sizes = `${first.width}x${first.height} and ${width}x${height}`;
    throw new HavcError('SHAPE_INVALID', `Frames of one film must have one shape: their thumbnails are ${sizes}.`);
  }
  const across = Math.min(BLOCK, width);
  const down = Math.min(BLOCK, height);
  const ranks: { readonly mismatch: number; readonly weight: number }[] = [];
  const search = createSearch(first, second, across, down);
  for (let y = 0; y + down <= height; y += STEP) {
    for (let x = 0; x + across <= width; x += STEP) ranks.push(search(x, y));
  }
  return middleMean(ranks);
}

function createSearch(first: Thumbnail, second: Thumbnail, across: number, down: number) {
  const { width, height, data: b } = second;
  const a = first.data;
  const samples = across * down;
  const noise = NOISE * NOISE * samples * samples;
  // Sums and sums of squares over the block that begins at each place of the first frame.
  const { sums, squares } = blockSums(a, width, height, across, down);
  let [lastX, lastY] = [0, 0];
  return (x0: number, y0: number) => {
    let sumB = 0;
    let squareB = 0;
    for (let y = 0; y < down; y++) {
      for (let x = 0, j = (y0 + y) * width + x0; x < across; x++, j++) {
        const value = b[j]! | 0;
        sumB = (sumB + value) | 0;
        squareB = (squareB + value * value) | 0;
      }
    }
    const varianceB = samples * squareB - sumB * sumB;
    let mismatch = Number.POSITIVE_INFINITY;
    const attempt = (dx: number, dy: number) => {
      const [x, y] = [x0 + dx, y0 + dy];
      if (x < 0 || y < 0 || x + across > width || y + down > height) return;
      let products = 0;
      for (let row = 0; row < down; row++) {
        let i = (y + row) * width + x;
        let j = (y0 + row) * width + x0;
        for (let column = 0; column < across; column++, i++, j++) products = (products + a[i]! * b[j]!) | 0;
      }
      const sumA = sums[y * width + x]!;
      const energy = (samples * squares[y * width + x]! - sumA * sumA + varianceB) / 2;
      const value = (energy - (samples * products - sumA * sumB)) / (energy + noise);
      if (value < mismatch) {
        mismatch = value;
        [lastX, lastY] = [dx, dy];
      }
    };
    const [guessX, guessY] = [lastX, lastY];
    attempt(0, 0);
    if (mismatch > GOOD && (guessX !== 0 || guessY !== 0)) attempt(guessX, guessY);
    for (let dy = -REACH; dy <= REACH && mismatch > GOOD; dy++) {
      for (let dx = -REACH; dx <= REACH && mismatch > GOOD; dx++) attempt(dx, dy);
    }
    return { mismatch, weight: Math.min(FULL_WEIGHT, Math.sqrt((varianceB + noise) / samples)) };
  };
}

function blockSums(data: Uint8Array, width: number, height: number, across: number, down: number) {
  const sums = new Int32Array(width * height);
  const squares = new Int32Array(width * height);
  const columnSums = new Int32Array(width);
  const columnSquares = new Int32Array(width);
  for (let row = 0; row < height; row++) {
    for (let x = 0, i = row * width, old = (row - down) * width; x < width; x++, i++, old++) {
      const entering = data[i]! | 0;
      const leaving = row >= down ? data[old]! | 0 : 0;
      columnSums[x]! += entering - leaving;
      columnSquares[x]! += entering * entering - leaving * leaving;
    }
    const top = row - down + 1;
    if (top < 0) continue;
    let [sum, square] = [0, 0];
    for (let x = 0; x < width; x++) {
      sum += columnSums[x]!;
      square += columnSquares[x]!;
      const left = x - across + 1;
      if (left < 0) continue;
      sums[top * width + left] = sum;
      squares[top * width + left] = square;
      sum -= columnSums[left]!;
      square -= columnSquares[left]!;
    }
  }
  return { sums, squares };
}

function middleMean(ranks: { readonly mismatch: number; readonly weight: number }[]): number {
  ranks.sort((p, q) => p.mismatch - q.mismatch);
  const total = ranks.reduce((sum, { weight }) => sum + weight, 0);
  let passed = 0;
  let mean = 0;
  for (const { mismatch, weight } of ranks) {
    const from = Math.max(passed, FROM * total);
    const to = Math.min(passed + weight, TO * total);
    if (to > from) mean += mismatch * (to - from);
    passed += weight;
  }
  return mean / ((TO - FROM) * total);
}

/** The value that `rank` samples don't exceed. */
function quantile(counts: Uint32Array, rank: number): number {
  let passed = 0;
  return counts.findIndex((count) => {
    passed += count;
    return passed > rank;
  });
}
