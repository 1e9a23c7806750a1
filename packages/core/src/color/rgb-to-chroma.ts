import type { Plane, RgbImage } from '../image.ts';
import { ensureApart, ensureRgbImage, planeOutput } from '../kernel-arguments.ts';
import { type CodeArray, fixedPointMatrix, type YcbcrFormat, ycbcrCoding } from './matrix.ts';

/** Cb and Cr at full size (4:4:4), each [height, width]: bytes at 8 bit, else 16-bit words. */
export interface ChromaPlanes {
  readonly cb: Plane<CodeArray>;
  readonly cr: Plane<CodeArray>;
}

/**
 * The two colour planes of a picture, without its luma: what goes back onto a film's untouched luma.
 *
 * Cb = (B' − Y') / (2 (1 − kb)) and Cr = (R' − Y') / (2 (1 − kr)), coded in the format's range and depth, rounded half
 * up and clipped to the codes there are (pure blue and red reach half a code past the end in full range). Gray gives
 * the neutral code exactly. Integer arithmetic; within 0.51 codes of the formula.
 *
 * @param image - R'G'B', full range 0..255, any strides.
 * @param format - matrix, range and bit depth (8 by default) of the planes.
 * @param out - two planes of the image's size, Uint8Array at 8 bit, else Uint16Array; new ones when absent. They may lie
 * side by side or interleaved in one buffer.
 * @returns the planes of `out`.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type; `OPTION_INVALID` for an unknown format, or when
 * `out` shares memory with `image`.
 *
 * Source: ITU-T H.273 (2021), clause 8.3.
 */
export function rgbToChroma(image: RgbImage, format: YcbcrFormat, out?: ChromaPlanes): ChromaPlanes {
  ensureRgbImage(image, 'image');
  const coding = ycbcrCoding(format);
  const { shift, cb, cr } = fixedPointMatrix(coding);
  const planes = chromaOutput(image, format, out);
  const { maxCode } = coding;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  const b = 2 * g;
  const from = image.data;
  const toCb = planes.cb.data;
  const toCr = planes.cr.data;
  const [cbRowStep, cbStep] = planes.cb.stride as [number, number];
  const [crRowStep, crStep] = planes.cr.stride as [number, number];
  const { r: br, g: bg, b: bb, start: bStart } = cb;
  const { r: rr, g: rg, b: rb, start: rStart } = cr;
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let u = planes.cb.offset + row * cbRowStep;
    let v = planes.cr.offset + row * crRowStep;
    for (let column = 0; column < width; column++, i += step, u += cbStep, v += crStep) {
      const R = from[i]!;
      const G = from[i + g]!;
      const B = from[i + b]!;
      const Cb = (Math.imul(br, R) + Math.imul(bg, G) + Math.imul(bb, B) + bStart) >> shift;
      const Cr = (Math.imul(rr, R) + Math.imul(rg, G) + Math.imul(rb, B) + rStart) >> shift;
      toCb[u] = Math.min(Cb, maxCode);
      toCr[v] = Math.min(Cr, maxCode);
    }
  }
  return planes;
}

/** `out` after a check, or new planes of the format's sample type. */
export function chromaOutput(image: RgbImage, format: YcbcrFormat, out: ChromaPlanes | undefined): ChromaPlanes {
  const kind: new (length: number) => CodeArray = (format.bitDepth ?? 8) === 8 ? Uint8Array : Uint16Array;
  const cb = planeOutput(out?.cb, image, kind, 'out.cb');
  const cr = planeOutput(out?.cr, image, kind, 'out.cr');
  ensureApart(cb, image, ['out.cb', 'image']);
  ensureApart(cr, image, ['out.cr', 'image']);
  return { cb, cr };
}
