/**
 * The table by which the original takes a picture to limited range before it works on its tone, and the one by which
 * it comes back. Each does it twice, as levels and as a conversion of range, so that 188 of the 256 codes are used.
 *
 * Source: HAVC's `HAVC_bw_tune` (__init__.py).
 */
export function doubleRangeTables(): { readonly squeeze: Uint8Array; readonly spread: Uint8Array } {
  const squeezed = (code: number) => Math.floor((code * 219) / 255 + 16.5);
  const spread = (code: number) => Math.floor(Math.min(255, Math.max(0, ((code - 16) * 255) / 219)) + 0.5);
  return {
    squeeze: Uint8Array.from({ length: 256 }, (_, code) => squeezed(squeezed(code))),
    spread: Uint8Array.from({ length: 256 }, (_, code) => spread(spread(code))),
  };
}
