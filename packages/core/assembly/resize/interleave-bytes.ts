/**
 * Four lines of bytes, `lineStep` bytes apart, to quads of 8 bytes: for each sample and each line, the sample and the
 * one `next` further, which has the same channel in the next pixel. Sixteen samples at a time.
 */
export function interleaveBytes(lines: usize, lineStep: usize, next: usize, samples: i32, to: usize): void {
  const second = lines + lineStep;
  const third = second + lineStep;
  const fourth = third + lineStep;
  for (let at: usize = 0; at < <usize>samples; at += 16, to += 128) {
    const a = v128.load(lines + at);
    const aNext = v128.load(lines + at + next);
    const b = v128.load(second + at);
    const bNext = v128.load(second + at + next);
    const c = v128.load(third + at);
    const cNext = v128.load(third + at + next);
    const d = v128.load(fourth + at);
    const dNext = v128.load(fourth + at + next);
    store8(to, pairsLow(a, aNext), pairsLow(b, bNext), pairsLow(c, cNext), pairsLow(d, dNext));
    store8(to + 64, pairsHigh(a, aNext), pairsHigh(b, bNext), pairsHigh(c, cNext), pairsHigh(d, dNext));
  }
}

/** Eight pairs of each line. */
@inline
function store8(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  const abLow = v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
  const cdLow = v128.shuffle<i16>(c, d, 0, 8, 1, 9, 2, 10, 3, 11);
  const abHigh = v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
  const cdHigh = v128.shuffle<i16>(c, d, 4, 12, 5, 13, 6, 14, 7, 15);
  v128.store(to, v128.shuffle<i32>(abLow, cdLow, 0, 4, 1, 5));
  v128.store(to, v128.shuffle<i32>(abLow, cdLow, 2, 6, 3, 7), 16);
  v128.store(to, v128.shuffle<i32>(abHigh, cdHigh, 0, 4, 1, 5), 32);
  v128.store(to, v128.shuffle<i32>(abHigh, cdHigh, 2, 6, 3, 7), 48);
}

/** Bytes a0 b0 a1 b1 ... of the lower halves. */
@inline
export function pairsLow(a: v128, b: v128): v128 {
  return v128.shuffle<i8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

/** Bytes a8 b8 a9 b9 ... of the upper halves. */
@inline
export function pairsHigh(a: v128, b: v128): v128 {
  return v128.shuffle<i8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
