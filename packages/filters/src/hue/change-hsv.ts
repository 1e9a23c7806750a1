/** What is done to hue, saturation and value of a pixel in OpenCV's 8-bit HSV. */
export interface HsvChange {
  /** Degrees that the hue is turned by, whole, −360..360. */
  readonly degrees: number;
  /** Factor on the saturation, 0 or more. */
  readonly saturation: number;
  /** Factor on the value (the largest of R, G and B), 0 or more. */
  readonly value: number;
}

/** A change in the numbers of the kernel `changeHsv`, in its order; they follow the pixels' weights. */
export type HsvNumbers = readonly [turn: number, saturation: number, value: number];

/**
 * A change of hue, saturation and value for the kernel `changeHsv`, which writes pixels that went to 8-bit HSV and back.
 *
 * New saturation and value are cut to whole numbers and clipped at 255 (the original lets them run over: a saturation of
 * 200 times 1.5 becomes 44). A new hue is cut to whole steps of two degrees. Where nothing changes, a pixel is still what
 * a way to 8-bit HSV and back makes of it: off by a few codes.
 *
 * Source: OpenCV 4.6, modules/imgproc/src/color_hsv.simd.hpp, as in core's `rgbToHsv` and `hsvToRgb`; for the changes
 * HAVC's `np_image_chroma_tweak` and `np_hue_add` (vsslib).
 */
export function hsvNumbers(change: HsvChange): HsvNumbers {
  return [change.degrees / 2, change.saturation, change.value];
}
