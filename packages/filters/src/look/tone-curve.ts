/** Points of a curve, each an input and an output, inputs rising. */
export type CurvePoints = readonly (readonly [input: number, output: number])[];

/**
 * A smooth curve through points, which never swings beyond them: where the points rise, so does the curve.
 *
 * @param points - two or more. Outside of their inputs, the curve keeps its ends' values.
 *
 * Source: Fritsch and Butland, "A method for constructing local monotone piecewise cubic interpolants" (1984):
 * weighted harmonic means of the slopes on both sides.
 */
export function toneCurve(points: CurvePoints): (input: number) => number {
  const x = points.map(([input]) => input);
  const y = points.map(([, output]) => output);
  const last = points.length - 1;
  const width = (k: number) => x[k + 1]! - x[k]!;
  const slope = (k: number) => (y[k + 1]! - y[k]!) / width(k);
  const tangents = points.map((_, k) => {
    if (k === 0) return slope(0);
    if (k === last) return slope(last - 1);
    const [before, after] = [slope(k - 1), slope(k)];
    if (before * after <= 0) return 0;
    const [w1, w2] = [2 * width(k) + width(k - 1), width(k) + 2 * width(k - 1)];
    return (w1 + w2) / (w1 / before + w2 / after);
  });
  return (input) => {
    if (input <= x[0]!) return y[0]!;
    if (input >= x[last]!) return y[last]!;
    let k = 0;
    while (input > x[k + 1]!) k++;
    const h = width(k);
    const t = (input - x[k]!) / h;
    const u = 1 - t;
    return (
      u * u * (1 + 2 * t) * y[k]! +
      t * t * (1 + 2 * u) * y[k + 1]! +
      h * t * u * (u * tangents[k]! - t * tangents[k + 1]!)
    );
  };
}
