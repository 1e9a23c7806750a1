/** base + factor · (value − base) in 32-bit floats, truncated and clipped to 0..255: what Pillow's enhancers do. */
export function enhanced(base: number, value: number, factor: number): number {
  const f = Math.fround;
  return Math.trunc(Math.min(255, Math.max(0, f(base + f(f(factor) * (value - base))))));
}
