const DEGREE = Math.PI / 180;
/** 25 to the 7th power. */
const C25 = 6_103_515_625;

/**
 * CIEDE2000 of two colours in CIELAB, as one would write it down first: the peer that the kernel is timed against. It takes
 * numbers, as arrays of three are now taken apart by the engine and now aren't. The engine still compiles it to code that
 * takes up to 1.25 times as long in one process in ten.
 *
 * Source: G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula: Implementation Notes, Supplementary
 * Test Data, and Mathematical Observations", Color Research and Application 30 (2005), equations 2 to 22.
 */
export function plainDeltaE(L1: number, a1: number, b1: number, L2: number, a2: number, b2: number): number {
  const meanC7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const stretch = 1 + 0.5 * (1 - Math.sqrt(meanC7 / (meanC7 + C25)));
  const p1 = stretch * a1;
  const p2 = stretch * a2;
  const C1 = Math.hypot(p1, b1);
  const C2 = Math.hypot(p2, b2);
  const h1 = hue(p1, b1);
  const h2 = hue(p2, b2);

  const isGray = C1 * C2 === 0;
  let turn = isGray ? 0 : h2 - h1;
  if (turn > 180) turn -= 360;
  else if (turn < -180) turn += 360;
  const dH = 2 * Math.sqrt(C1 * C2) * Math.sin((turn / 2) * DEGREE);

  let h = h1 + h2;
  if (!isGray) {
    if (Math.abs(h1 - h2) > 180) h += h < 360 ? 360 : -360;
    h /= 2;
  }
  const C = (C1 + C2) / 2;
  const fromMiddle = ((L1 + L2) / 2 - 50) ** 2;
  const T =
    1 -
    0.17 * Math.cos((h - 30) * DEGREE) +
    0.24 * Math.cos(2 * h * DEGREE) +
    0.32 * Math.cos((3 * h + 6) * DEGREE) -
    0.2 * Math.cos((4 * h - 63) * DEGREE);
  const dTheta = 30 * Math.exp(-(((h - 275) / 25) ** 2));
  const RC = 2 * Math.sqrt(C ** 7 / (C ** 7 + C25));
  const l = (L2 - L1) / (1 + (0.015 * fromMiddle) / Math.sqrt(20 + fromMiddle));
  const c = (C2 - C1) / (1 + 0.045 * C);
  const w = dH / (1 + 0.015 * C * T);
  return Math.sqrt(l * l + c * c + w * w - Math.sin(2 * dTheta * DEGREE) * RC * c * w);
}

function hue(a: number, b: number): number {
  if (a === 0 && b === 0) return 0;
  const degrees = Math.atan2(b, a) / DEGREE;
  return degrees < 0 ? degrees + 360 : degrees;
}
