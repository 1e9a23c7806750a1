/**
 * The peak of a* and b*: what bytes of a* + 128 and b* + 128 span, which is how pictures in Lab are stored, in CIELAB's own
 * unit. With it the number is that of 8-bit Lab, without its rounding. Papers that give a PSNR of RGB have the same peak and
 * higher numbers, as luma, which is given, counts there too.
 */
export const AB_PEAK = 255;

/** Decibels for a mean squared error of a* and b*; null for 0, where there is no number. */
export function psnrOfError(meanSquaredError: number): number | null {
  return meanSquaredError === 0 ? null : 10 * Math.log10(AB_PEAK ** 2 / meanSquaredError);
}

/** The inverse of {@link psnrOfError}. */
export function errorOfPsnr(decibels: number | null): number {
  return decibels === null ? 0 : AB_PEAK ** 2 / 10 ** (decibels / 10);
}
