import { createFloatImage, type LabImage, labToRgb, type RgbImage, rgbToLab, sizeOf, toContiguous } from '@havc/core';

/** Factors on the chroma of a merge that it is compared at: from gray to nearly twice as colourful. */
export const CHROMA_FACTORS = [0, 0.4, 0.6, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.9] as const;

/** What a picture set scores with all its colours turned up or down by one factor. */
export interface ChromaStep {
  /** Mean chroma over the pictures. */
  readonly chroma: number;
  /** By picture. */
  readonly deltaE: readonly number[];
}

/**
 * The deltaE of each picture where the set's mean chroma is `chroma`, between the steps on either side of it.
 *
 * A picture with less colour is nearer to the truth than one with wrong colour, so a method can look better by being
 * grayer. What another method scores when it is made as gray tells whether it is.
 *
 * @param steps - in the order of their factors.
 * @returns undefined where no two steps are on either side: nothing is extrapolated.
 */
export function deltaEAtChroma(steps: readonly ChromaStep[], chroma: number): readonly number[] | undefined {
  for (let n = 1; n < steps.length; n++) {
    const [below, above] = [steps[n - 1]!, steps[n]!];
    if (chroma < below.chroma || chroma > above.chroma) continue;
    const range = above.chroma - below.chroma;
    const share = range === 0 ? 0 : (chroma - below.chroma) / range;
    return below.deltaE.map((value, picture) => value + share * (above.deltaE[picture]! - value));
  }
  return undefined;
}

/** A picture's colours, ready to be scaled again and again. */
export interface ScalableColors {
  /** The picture with a* and b* times `factor`; the same memory each time. Colours outside of sRGB are clipped. */
  scaled(factor: number): RgbImage;
}

/** Makes a picture's colours ready to be scaled in CIELAB, its lightness kept. */
export function scalableColors(image: RgbImage, out?: RgbImage): ScalableColors {
  const lab = rgbToLab(image);
  const { width, height } = sizeOf(image);
  const work: LabImage = createFloatImage(width, height, 3);
  let result = out;
  return {
    scaled(factor) {
      for (let i = 0; i < lab.data.length; i += 3) {
        work.data[i] = lab.data[i]!;
        work.data[i + 1] = factor * lab.data[i + 1]!;
        work.data[i + 2] = factor * lab.data[i + 2]!;
      }
      result = labToRgb(work, result);
      return result;
    },
  };
}

/** Mean chroma of a picture in CIELAB. */
export function meanChroma(image: RgbImage): number {
  const lab = toContiguous(rgbToLab(image));
  let sum = 0;
  for (let i = 0; i < lab.length; i += 3) sum += Math.sqrt(lab[i + 1]! ** 2 + lab[i + 2]! ** 2);
  return sum / (lab.length / 3);
}
