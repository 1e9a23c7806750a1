import {
  createFloatImage,
  createPlane,
  deltaE2000Map,
  ensureSameShape,
  type LabImage,
  type RgbImage,
  rgbToLab,
  sizeOf,
} from '@havc/core';
import ndarray from 'ndarray';
import type { BandScore, ColorScores } from '../results/color-results.ts';
import { COLORED_CHROMA, HUE_PARTS, huePartOf, LUMA_BANDS, lumaBandOf } from './color-parts.ts';
import { colorfulness } from './colorfulness.ts';
import { psnrOfError } from './psnr.ts';

/** So many pixels are worked on at a time: what is needed beside the pictures is about a megabyte, whatever their size. */
const BAND_PIXELS = 1 << 15;

/**
 * How near a picture comes to the truth, and how colourful it is.
 *
 * CIEDE2000 is the plain mean over all pixels, D65, without a crop or a resize. A pixel is coloured from a chroma of
 * {@link COLORED_CHROMA}; bands and sectors go by the truth's lightness and hue, whatever the picture has there; the PSNR
 * is that of a* and b* together, its peak 255 (see `AB_PEAK`).
 *
 * @param image - R'G'B' as sRGB, full range 0..255, any strides.
 * @param truth - same shape.
 * @throws HavcError `SHAPE_INVALID` when the pictures don't fit each other.
 *
 * Source: CIE 142-2001 and 15:2004, through `@havc/core`; {@link colorfulness}.
 */
export function scoreColors(image: RgbImage, truth: RgbImage): ColorScores {
  ensureSameShape(image, truth, ['image', 'truth']);
  const { width, height } = sizeOf(image);
  const sums = createSums();
  const rows = Math.min(height, Math.max(1, Math.floor(BAND_PIXELS / width)));
  const band = createBand(width, rows);
  for (let row = 0; row < height; row += rows) {
    const work = row + rows <= height ? band : createBand(width, height - row);
    const [imageRows, truthRows] = [rowsOf(image, row, work.rows), rowsOf(truth, row, work.rows)];
    rgbToLab(imageRows, work.lab);
    rgbToLab(truthRows, work.truth);
    deltaE2000Map(imageRows, truthRows, work.differences);
    addBand(sums, work.lab.data, work.truth.data, work.differences.data);
  }
  const pixels = width * height;
  return {
    deltaE: sums.deltaE / pixels,
    chroma: sums.chroma / pixels,
    colorfulness: colorfulness(image),
    coloredShare: sums.colored / pixels,
    psnrAb: psnrOfError(sums.squaredErrors / (2 * pixels)),
    lumaBands: partScores(LUMA_BANDS, sums.lumaBands, pixels),
    hueSectors: partScores(HUE_PARTS, sums.hueParts, pixels),
  };
}

/** The names of {@link ColorScores}' bands and sectors say what each is; this says how many pixels and how much in all. */
interface PartSums {
  readonly pixels: Float64Array;
  readonly deltaE: Float64Array;
}

interface Sums {
  deltaE: number;
  chroma: number;
  colored: number;
  squaredErrors: number;
  readonly lumaBands: PartSums;
  readonly hueParts: PartSums;
}

function createSums(): Sums {
  const parts = (count: number) => ({ pixels: new Float64Array(count), deltaE: new Float64Array(count) });
  return {
    deltaE: 0,
    chroma: 0,
    colored: 0,
    squaredErrors: 0,
    lumaBands: parts(LUMA_BANDS.length),
    hueParts: parts(HUE_PARTS.length),
  };
}

function createBand(width: number, rows: number) {
  const lab: LabImage = createFloatImage(width, rows, 3);
  const truth: LabImage = createFloatImage(width, rows, 3);
  return { rows, lab, truth, differences: createPlane(width, rows, new Float32Array(width * rows)) };
}

function rowsOf(image: RgbImage, first: number, count: number): RgbImage {
  const { data, shape, stride, offset } = image;
  return ndarray(data, [count, shape[1]!, 3], stride, offset + first * stride[0]!);
}

function addBand(sums: Sums, lab: Float32Array, truth: Float32Array, differences: Float32Array): void {
  const { lumaBands, hueParts } = sums;
  const coloredSquare = COLORED_CHROMA * COLORED_CHROMA;
  for (let n = 0, i = 0; n < differences.length; n++, i += 3) {
    const dE = differences[n]!;
    const a = lab[i + 1]!;
    const b = lab[i + 2]!;
    const da = a - truth[i + 1]!;
    const db = b - truth[i + 2]!;
    const square = a * a + b * b;
    sums.deltaE += dE;
    sums.chroma += Math.sqrt(square);
    if (square >= coloredSquare) sums.colored++;
    sums.squaredErrors += da * da + db * db;
    const lumaBand = lumaBandOf(truth[i]!);
    lumaBands.pixels[lumaBand]!++;
    lumaBands.deltaE[lumaBand]! += dE;
    const huePart = huePartOf(truth[i + 1]!, truth[i + 2]!);
    hueParts.pixels[huePart]!++;
    hueParts.deltaE[huePart]! += dE;
  }
}

function partScores(names: readonly string[], sums: PartSums, pixels: number): readonly BandScore[] {
  return names.map((name, part) => {
    const count = sums.pixels[part]!;
    return { name, share: count / pixels, deltaE: count === 0 ? null : sums.deltaE[part]! / count };
  });
}
