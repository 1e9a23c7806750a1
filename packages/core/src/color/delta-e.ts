/** A colour in CIE L*a*b*: L 0..100, a, b. */
export type LabColor = readonly [L: number, a: number, b: number];

const DEGREE = Math.PI / 180;

/**
 * The CIEDE2000 colour difference of two Lab colours, with kL = kC = kH = 1. 0 is equal, about 1 is just visible.
 *
 * Follows the paper also where it breaks a tie: for hues exactly 180 degrees apart the mean hue is half their sum.
 * (scikit-image 0.19 takes the other side there: 7.2195 for a pair whose published value is 7.1792.)
 *
 * Source: G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula: Implementation Notes, Supplementary
 * Test Data, and Mathematical Observations", Color Research and Application 30 (2005), equations 2 to 22.
 */
export function deltaE2000(lab1: LabColor, lab2: LabColor): number {
  const [L1, a1, b1] = lab1;
  const [L2, a2, b2] = lab2;
  const G = 0.5 * (1 - seventhPowerRatio((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2));
  const ap1 = (1 + G) * a1;
  const ap2 = (1 + G) * a2;
  const Cp1 = Math.hypot(ap1, b1);
  const Cp2 = Math.hypot(ap2, b2);
  const hp1 = hueDegrees(ap1, b1);
  const hp2 = hueDegrees(ap2, b2);

  let dhp = 0;
  let hpMean = hp1 + hp2;
  if (Cp1 * Cp2 !== 0) {
    dhp = hp2 - hp1;
    hpMean /= 2;
    // The margin takes hues that are exactly opposite, and aren't after rounding, for opposite.
    if (Math.abs(dhp) > 180 + 1e-9) {
      dhp += dhp > 0 ? -360 : 360;
      hpMean += hpMean < 180 ? 180 : -180;
    }
  }
  const dHp = 2 * Math.sqrt(Cp1 * Cp2) * Math.sin((dhp / 2) * DEGREE);
  const T =
    1 -
    0.17 * Math.cos((hpMean - 30) * DEGREE) +
    0.24 * Math.cos(2 * hpMean * DEGREE) +
    0.32 * Math.cos((3 * hpMean + 6) * DEGREE) -
    0.2 * Math.cos((4 * hpMean - 63) * DEGREE);
  const CpMean = (Cp1 + Cp2) / 2;
  const fromMiddle = ((L1 + L2) / 2 - 50) ** 2;
  const lightness = (L2 - L1) / (1 + (0.015 * fromMiddle) / Math.sqrt(20 + fromMiddle));
  const chroma = (Cp2 - Cp1) / (1 + 0.045 * CpMean);
  const hue = dHp / (1 + 0.015 * CpMean * T);
  const turn = 60 * Math.exp(-(((hpMean - 275) / 25) ** 2));
  const RT = -Math.sin(turn * DEGREE) * 2 * seventhPowerRatio(CpMean);
  return Math.sqrt(Math.max(0, lightness ** 2 + chroma ** 2 + hue ** 2 + RT * chroma * hue));
}

/** √(C⁷ / (C⁷ + 25⁷)). */
function seventhPowerRatio(C: number): number {
  const C7 = C ** 7;
  return Math.sqrt(C7 / (C7 + 25 ** 7));
}

function hueDegrees(a: number, b: number): number {
  if (a === 0 && b === 0) return 0;
  const degrees = Math.atan2(b, a) / DEGREE;
  return degrees < 0 ? degrees + 360 : degrees;
}
