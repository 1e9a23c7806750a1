/** A number as people write it: at most three decimals. */
export function number(value: number): string {
  return String(Number(value.toFixed(3)));
}

/** A share of 1 in percent. */
export function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}

/** Hue ranges in degrees: `270 to 300°`. */
export function hueWords(ranges: readonly { readonly from: number; readonly to: number }[]): string {
  return ranges.map(({ from, to }) => `${number(from)} to ${number(to)}°`).join(' and ');
}
