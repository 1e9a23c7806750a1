import { sumOfLanes } from '../../../core/assembly/color/lanes';
// Search of blocks, see src/scene/block-motion.ts. Two planes lie behind each other, each with its halved and its quartered
// version behind it.

import { distances, sumsOf } from './compare-planes';

const FIRST: usize = 0x10000;

/** Halves a plane: means of four samples, rounded half up. */
export function halvePlane(from: usize, width: i32, height: i32, to: usize): void {
  const wide = width >> 1;
  for (let y = 0; y < height >> 1; y++) {
    const above = from + 2 * y * width;
    const below = above + width;
    for (let x = 0; x < wide; x++) {
      const sum = pairSum(above + 2 * x) + pairSum(below + 2 * x);
      store<u8>(to + y * wide + x, (sum + 2) >> 2);
    }
  }
}

@inline
function pairSum(at: usize): i32 {
  return (load<u8>(at) as i32) + (load<u8>(at, 1) as i32);
}

/** Bytes of a plane with its reduced versions. */
@inline
function sizeOf(width: i32, height: i32): usize {
  return width * height + (width >> 1) * (height >> 1) + (width >> 2) * (height >> 2);
}

/** The smallest difference that is found for the block of 16x16 at (x, y) of the first plane, in the second one. */
export function findBlock(width: i32, height: i32, x: i32, y: i32, reach: i32, good: i32): i32 {
  const standing = blockDifference(width, height, 0, x, y, 0, 0);
  if (standing <= good) return standing;
  let dx = 0;
  let dy = 0;
  let best = standing;
  for (let level = 2; level >= 0; level--) {
    const around = level === 2 ? reach >> 2 : 2;
    const fromX = dx;
    const fromY = dy;
    best = blockDifference(width, height, level, x, y, dx, dy);
    for (let v = fromY - around; v <= fromY + around; v++) {
      for (let u = fromX - around; u <= fromX + around; u++) {
        const difference = blockDifference(width, height, level, x, y, u, v);
        if (difference >= best) continue;
        best = difference;
        dx = u;
        dy = v;
      }
    }
    if (level > 0) {
      dx <<= 1;
      dy <<= 1;
    }
  }
  return min(best, standing);
}

/** The difference of a block from where it stands, moved by (u, v) samples of its level; more than any outside. */
function blockDifference(width: i32, height: i32, level: i32, x: i32, y: i32, u: i32, v: i32): i32 {
  const wide = width >> level;
  const high = height >> level;
  const side = 16 >> level;
  const left = (x >> level) + u;
  const top = (y >> level) + v;
  if (left < 0 || top < 0 || left + side > wide || top + side > high) return i32.MAX_VALUE;
  let plane = FIRST;
  if (level > 0) plane += width * height;
  if (level > 1) plane += (width >> 1) * (height >> 1);
  let i = plane + (y >> level) * wide + (x >> level);
  let j = plane + sizeOf(width, height) + top * wide + left;
  let sums = i32x4.splat(0);
  for (let row = 0; row < side; row++, i += wide, j += wide) {
    let away: v128;
    if (level === 0) away = distances(v128.load(i), v128.load(j));
    else if (level === 1) away = distances(v128.load64_zero(i), v128.load64_zero(j));
    else away = distances(v128.load32_zero(i), v128.load32_zero(j));
    sums = i32x4.add(sums, sumsOf(away));
  }
  return sumOfLanes(sums);
}

/** The sum of |sample − mean of the block| of the block of 16x16 at (x, y) of the first plane. */
export function blockDeviation(width: i32, x: i32, y: i32): i32 {
  const start = FIRST + y * width + x;
  let sums = i32x4.splat(0);
  for (let row = 0, i = start; row < 16; row++, i += width) sums = i32x4.add(sums, sumsOf(v128.load(i)));
  const mean = i8x16.splat(((sumOfLanes(sums) + 128) >> 8) as i8);
  sums = i32x4.splat(0);
  for (let row = 0, i = start; row < 16; row++, i += width) {
    sums = i32x4.add(sums, sumsOf(distances(v128.load(i), mean)));
  }
  return sumOfLanes(sums);
}
