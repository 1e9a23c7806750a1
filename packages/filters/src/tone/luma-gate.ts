import { ensureNumber } from '../option-checks.ts';

/** Between which mean lumas a filter acts. */
export interface LumaGate {
  /** Mean luma of a frame, 0..1, above which it is bright enough. */
  readonly from: number;
  /** Mean luma, 0..1, below which it is dark enough. */
  readonly to: number;
  /** Width of the ramp around each end, 0..1. 0 switches hard, as the original does. */
  readonly softness: number;
}

/**
 * How much of a filter a frame of this mean luma gets: 1 inside the gate, 0 outside, a ramp around each end.
 *
 * The ramp is as wide as `softness` and centred on the end, so that half of the filter is left at `from` and `to`.
 * The original switches hard at both ends: a shot whose luma wavers around one of them flickers. A ramp cures that
 * without a memory: two frames that differ by d in luma differ by at most d / softness in strength, whatever came
 * before, so that frames stay independent of each other and of the order in which they are asked for. (A hysteresis
 * would need that order, and would still jump when it switches.)
 *
 * @param luma - mean luma of the frame, 0..1.
 * @returns a weight of 0..1.
 * @throws HavcError `OPTION_INVALID` for a number out of range.
 */
export function gateWeight(luma: number, gate: LumaGate): number {
  const value = ensureNumber(luma, 'luma', 0, 1);
  const from = ensureNumber(gate.from, 'gate.from', 0, 1);
  const to = ensureNumber(gate.to, 'gate.to', 0, 1);
  const softness = ensureNumber(gate.softness, 'gate.softness', 0, 1);
  if (softness === 0) return value >= from && value <= to ? 1 : 0;
  const rising = (value - from) / softness + 0.5;
  const falling = (to - value) / softness + 0.5;
  return Math.min(1, Math.max(0, Math.min(rising, falling)));
}
