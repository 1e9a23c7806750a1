import { ensureOneOf, ensureWhole } from '../option-checks.ts';
import type { HueMove, LookDescription } from './look-description.ts';
import { LOOK_NAMES, LOOKS, type LookName } from './looks.ts';
import type { Lut } from './lut.ts';
import { type OkLab, okLabToRgb, reachOf, rgbToOkLab } from './ok-lab.ts';
import { toneCurve } from './tone-curve.ts';

/** How finely {@link lookLut} samples. */
export interface LookLutOptions {
  /** Points an axis, 2..129. Default 33. */
  readonly size?: number;
}

/**
 * The LUT of a look, computed from its description: to apply with `applyLut`, or to write as a `.cube` file.
 *
 * @throws HavcError `OPTION_INVALID` for an unknown name or a size out of range.
 */
export function lookLut(name: LookName, options: LookLutOptions = {}): Lut {
  ensureOneOf(name, 'name', LOOK_NAMES);
  const size = ensureWhole(options.size ?? 33, 'options.size', 2, 129);
  const color = lookColors(LOOKS[name]);
  const values = new Float32Array(3 * size ** 3);
  const step = 1 / (size - 1);
  let at = 0;
  for (let b = 0; b < size; b++) {
    for (let g = 0; g < size; g++) {
      for (let r = 0; r < size; r++, at += 3) values.set(color(r * step, g * step, b * step), at);
    }
  }
  return { title: LOOKS[name].title, lattice: { size, from: [0, 0, 0], to: [1, 1, 1], values } };
}

/** What a description makes of a colour R', G', B', 0..1. */
function lookColors(look: LookDescription): (red: number, green: number, blue: number) => [number, number, number] {
  const tone = toneCurve(look.tone);
  const { black, white, shadows, highlights } = look;
  return (red, green, blue) => {
    const toned = rgbToOkLab(tone(red), tone(green), tone(blue));
    const [L, a, b] = moveColors(toned, look);
    // t² (1 − t)³ and t³ (1 − t)², whose peaks are 108/3125. They leave black and white without a step.
    const t = Math.min(1, Math.max(0, L));
    const middle = (3125 / 108) * t ** 2 * (1 - t) ** 2;
    const dark = middle * (1 - t);
    const bright = middle * t;
    const tinted: OkLab = [
      L,
      a + shadows.a * dark + highlights.a * bright,
      b + shadows.b * dark + highlights.b * bright,
    ];
    const [r, g, u] = okLabToRgb(tinted, reachOf(toned));
    return [
      black[0] + (white[0] - black[0]) * r,
      black[1] + (white[1] - black[1]) * g,
      black[2] + (white[2] - black[2]) * u,
    ];
  };
}

/** The strength in OKLab at which a colour gets a third of the vibrance: that of a ripe skin tone. */
const WEAK = 0.12;
/** The strength from which on there is little room left in sRGB: gains fade out towards it. Pure yellow has 0.21. */
const STRONG = 0.2;

/** The saturation and the hue moves. */
function moveColors([L, a, b]: OkLab, look: LookDescription): OkLab {
  const chroma = Math.hypot(a, b);
  if (chroma < 1e-6) return [L, a, b];
  const hue = Math.atan2(b, a);
  let turn = 0;
  let factor = look.saturation * (1 + look.vibrance * Math.exp(-((chroma / WEAK) ** 2)));
  let lightness = 0;
  for (const move of look.hues) {
    const weight = nearness(hue, move);
    turn += weight * radians(move.turnDegrees ?? 0);
    factor *= 1 + weight * ((move.saturation ?? 1) - 1);
    lightness += weight * (move.lightness ?? 0);
  }
  const room = Math.exp(-((chroma / STRONG) ** 2));
  if (factor > 1) factor = 1 + (factor - 1) * room;
  // None for grays, where the hue is chance.
  const gate = (room * chroma ** 2) / (chroma ** 2 + 0.06 ** 2);
  const moved = chroma * factor;
  return [L + lightness * gate, moved * Math.cos(hue + turn), moved * Math.sin(hue + turn)];
}

/** 1 at a move's hue, falling as a cosine to 0 at its ends. */
function nearness(hue: number, move: HueMove): number {
  const apart = hue - radians(move.hueDegrees);
  const distance = Math.abs(Math.atan2(Math.sin(apart), Math.cos(apart)));
  const width = radians(move.widthDegrees);
  return distance < width ? 0.5 + 0.5 * Math.cos((Math.PI * distance) / width) : 0;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
