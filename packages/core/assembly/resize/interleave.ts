/**
 * Four lines of 64-bit floats, `lineStep` bytes apart, to quads: each sample of lines 0 and 1, then of lines 2 and 3, in
 * two vectors. So a filter along the lines computes four of them with the same weights. Two samples at a time.
 */
export function interleave(lines: usize, lineStep: usize, samples: i32, to: usize): void {
  const second = lines + lineStep;
  const third = second + lineStep;
  const fourth = third + lineStep;
  const end = <usize>samples << 3;
  for (let at: usize = 0; at < end; at += 16, to += 64) {
    const a = v128.load(lines + at);
    const b = v128.load(second + at);
    const c = v128.load(third + at);
    const d = v128.load(fourth + at);
    v128.store(to, v128.shuffle<i64>(a, b, 0, 2));
    v128.store(to, v128.shuffle<i64>(c, d, 0, 2), 16);
    v128.store(to, v128.shuffle<i64>(a, b, 1, 3), 32);
    v128.store(to, v128.shuffle<i64>(c, d, 1, 3), 48);
  }
}
