/** The nearest whole number; of two equally near ones the even one, as OpenCV, numpy and Python's `round` do: 76.5 is 76. */
export function roundHalfEven(value: number): number {
  const up = Math.round(value);
  return up - value === 0.5 && up % 2 !== 0 ? up - 1 : up;
}
