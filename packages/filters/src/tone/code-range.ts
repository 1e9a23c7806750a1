import type { ColorRange } from '@havc/core';

/** The codes of black and white: 0 and 255 of a full-range picture, 16 and 235 of a limited one. */
export function rangeLimits(range: ColorRange): { readonly black: number; readonly white: number } {
  return range === 'limited' ? { black: 16, white: 235 } : { black: 0, white: 255 };
}
