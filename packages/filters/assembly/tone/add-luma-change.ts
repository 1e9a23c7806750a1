import { CHANGES } from './layout';

/**
 * (table[code] + changes[after − before]) >> 12 for the samples of pixels, in place, held to 0..255, four pixels at a
 * time. At CHANGES lie the tables of red, green and blue, 256 times 32 bits each, and the changes for −255..255.
 */
export function addLumaChange(pixels: usize, before: usize, after: usize, count: i32): void {
  const changes = CHANGES + 3072 + 1020;
  for (let n = 0; n < count; n += 4, pixels += 12, before += 4, after += 4) {
    let change = v128.load32_zero(changes + (difference(before, after, 0) << 2));
    change = v128.load32_lane(changes + (difference(before, after, 1) << 2), change, 1);
    change = v128.load32_lane(changes + (difference(before, after, 2) << 2), change, 2);
    change = v128.load32_lane(changes + (difference(before, after, 3) << 2), change, 3);
    // R G B R | G B R G | B R G B
    let first = v128.load32_zero(place(pixels, 0, 0));
    first = v128.load32_lane(place(pixels, 1, 1), first, 1);
    first = v128.load32_lane(place(pixels, 2, 2), first, 2);
    first = v128.load32_lane(place(pixels, 3, 0), first, 3);
    let second = v128.load32_zero(place(pixels, 4, 1));
    second = v128.load32_lane(place(pixels, 5, 2), second, 1);
    second = v128.load32_lane(place(pixels, 6, 0), second, 2);
    second = v128.load32_lane(place(pixels, 7, 1), second, 3);
    let third = v128.load32_zero(place(pixels, 8, 2));
    third = v128.load32_lane(place(pixels, 9, 0), third, 1);
    third = v128.load32_lane(place(pixels, 10, 1), third, 2);
    third = v128.load32_lane(place(pixels, 11, 2), third, 3);
    first = i32x4.shr_s(i32x4.add(first, v128.shuffle<i32>(change, change, 0, 0, 0, 1)), 12);
    second = i32x4.shr_s(i32x4.add(second, v128.shuffle<i32>(change, change, 1, 1, 2, 2)), 12);
    third = i32x4.shr_s(i32x4.add(third, v128.shuffle<i32>(change, change, 2, 3, 3, 3)), 12);
    const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(first, second), i16x8.narrow_i32x4_s(third, third));
    v128.store64_lane(pixels, bytes, 0);
    v128.store32_lane(pixels, bytes, 2, 8);
  }
}

/** code + steps[after − before], in place, held to 0..255, eight pixels at a time: the steps, of 16 bits, at CHANGES. */
export function addLumaStep(pixels: usize, before: usize, after: usize, count: i32): void {
  const steps = CHANGES + 510;
  for (let n = 0; n < count; n += 8, pixels += 24, before += 8, after += 8) {
    let step = i16x8.splat(0);
    step = v128.load16_lane(steps + (difference(before, after, 0) << 1), step, 0);
    step = v128.load16_lane(steps + (difference(before, after, 1) << 1), step, 1);
    step = v128.load16_lane(steps + (difference(before, after, 2) << 1), step, 2);
    step = v128.load16_lane(steps + (difference(before, after, 3) << 1), step, 3);
    step = v128.load16_lane(steps + (difference(before, after, 4) << 1), step, 4);
    step = v128.load16_lane(steps + (difference(before, after, 5) << 1), step, 5);
    step = v128.load16_lane(steps + (difference(before, after, 6) << 1), step, 6);
    step = v128.load16_lane(steps + (difference(before, after, 7) << 1), step, 7);
    const first = i16x8.add(v128.load8x8_u(pixels), v128.shuffle<i16>(step, step, 0, 0, 0, 1, 1, 1, 2, 2));
    const second = i16x8.add(v128.load8x8_u(pixels, 8), v128.shuffle<i16>(step, step, 2, 3, 3, 3, 4, 4, 4, 5));
    const third = i16x8.add(v128.load8x8_u(pixels, 16), v128.shuffle<i16>(step, step, 5, 5, 6, 6, 6, 7, 7, 7));
    v128.store(pixels, i8x16.narrow_i16x8_u(first, second));
    v128.store64_lane(pixels, i8x16.narrow_i16x8_u(third, third), 0, 16);
  }
}

@inline
function difference(before: usize, after: usize, n: usize): usize {
  return ((load<u8>(after + n) as i32) - (load<u8>(before + n) as i32)) as usize;
}

/** Where the sample number `n` has its value in the table of its channel. */
@inline
function place(pixels: usize, n: usize, channel: usize): usize {
  return CHANGES + 1024 * channel + ((load<u8>(pixels + n) as usize) << 2);
}
