import { ensureSameShape, type Plane, type RgbImage } from '../image.ts';
import { ensureApart, ensureRgbImage, ensureSamplePlane, planeOutput, rgbOutput } from '../kernel-arguments.ts';
import { type CodeArray, fixedPointMatrix, type YcbcrFormat, ycbcrCoding } from './matrix.ts';
import { type ChromaPlanes, chromaOutput, rgbToChroma } from './rgb-to-chroma.ts';

/** Y, Cb and Cr at full size (4:4:4), each [height, width]: bytes at 8 bit, else 16-bit words. */
export interface YcbcrPlanes extends ChromaPlanes {
  readonly y: Plane<CodeArray>;
}

/**
 * The picture as Y'CbCr planes.
 *
 * Y' = kr R' + kg G' + kb B', and Cb, Cr as {@link rgbToChroma} has them, coded in the format's range and depth and
 * rounded half up. Integer arithmetic; within 0.51 codes of the formula.
 *
 * @param image - R'G'B', full range 0..255, any strides.
 * @param format - matrix, range and bit depth (8 by default) of the planes.
 * @param out - three planes of the image's size, Uint8Array at 8 bit, else Uint16Array; new ones when absent. They may
 * lie side by side or interleaved in one buffer.
 * @returns the planes of `out`.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type; `OPTION_INVALID` for an unknown format, or when
 * `out` shares memory with `image`.
 *
 * Source: ITU-T H.273 (2021), clause 8.3.
 */
export function rgbToYcbcr(image: RgbImage, format: YcbcrFormat, out?: YcbcrPlanes): YcbcrPlanes {
  ensureRgbImage(image, 'image');
  const { shift, y } = fixedPointMatrix(ycbcrCoding(format));
  const { cb, cr } = chromaOutput(image, format, out);
  const kind: new (length: number) => CodeArray = (format.bitDepth ?? 8) === 8 ? Uint8Array : Uint16Array;
  const luma = planeOutput(out?.y, image, kind, 'out.y');
  ensureApart(luma, image, ['out.y', 'image']);
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, channelStep] = image.stride as [number, number, number];
  const [toRowStep, toStep] = luma.stride as [number, number];
  const from = image.data;
  const to = luma.data;
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = luma.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      const sum =
        Math.imul(y.r, from[i]!) + Math.imul(y.g, from[i + channelStep]!) + Math.imul(y.b, from[i + 2 * channelStep]!);
      to[o] = (sum + y.start) >> shift;
    }
  }
  return { y: luma, ...rgbToChroma(image, format, { cb, cr }) };
}

/**
 * The picture back in 8-bit R'G'B', rounded half up; what lies outside of it is clipped channel by channel.
 *
 * R' = Y' + 2 (1 − kr) Cr; B' = Y' + 2 (1 − kb) Cb; G' = (Y' − kr R' − kb B') / kg. Codes outside of the format's
 * range (headroom, footroom) count as what they stand for.
 *
 * @param planes - Y, Cb and Cr of one size, any strides, Uint8Array at 8 bit, else Uint16Array.
 * @param format - matrix, range and bit depth (8 by default) of the planes.
 * @param out - bytes of [height, width, 3]; a new image when absent. Must not share memory with the planes.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type; `OPTION_INVALID` for an unknown format, or when
 * `out` shares memory with a plane.
 *
 * Source: ITU-T H.273 (2021), clause 8.3, solved for R', G', B'.
 */
export function ycbcrToRgb(planes: YcbcrPlanes, format: YcbcrFormat, out?: RgbImage): RgbImage {
  const coding = ycbcrCoding(format);
  const { y, cb, cr } = planes;
  const kind = (format.bitDepth ?? 8) === 8 ? 'Uint8Array' : 'Uint16Array';
  ensureSamplePlane(y, 'planes.y', [kind]);
  ensureSamplePlane(cb, 'planes.cb', [kind]);
  ensureSamplePlane(cr, 'planes.cr', [kind]);
  ensureSameShape(y, cb, ['planes.y', 'planes.cb']);
  ensureSameShape(y, cr, ['planes.y', 'planes.cr']);
  const [height, width] = y.shape as [number, number];
  const result = rgbOutput(out, { shape: [height, width, 3] });
  for (const [name, plane] of Object.entries({ y, cb, cr })) ensureApart(result, plane, ['out', `planes.${name}`]);

  const { kr, kg, kb, lumaOffset, neutral } = coding;
  const lumaScale = 255 / coding.lumaScale;
  const chromaScale = 255 / coding.chromaScale;
  const redByCr = 2 * (1 - kr) * chromaScale;
  const blueByCb = 2 * (1 - kb) * chromaScale;
  const greenByCb = (-kb / kg) * blueByCb;
  const greenByCr = (-kr / kg) * redByCr;
  const [yData, cbData, crData, to] = [y.data, cb.data, cr.data, result.data];
  const [yRowStep, yStep] = y.stride as [number, number];
  const [cbRowStep, cbStep] = cb.stride as [number, number];
  const [crRowStep, crStep] = cr.stride as [number, number];
  const [toRowStep, toStep, channelStep] = result.stride as [number, number, number];
  for (let row = 0; row < height; row++) {
    let n = y.offset + row * yRowStep;
    let u = cb.offset + row * cbRowStep;
    let v = cr.offset + row * crRowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, n += yStep, u += cbStep, v += crStep, o += toStep) {
      // The half makes `| 0` round half up once negative values are gone.
      const Y = (yData[n]! - lumaOffset) * lumaScale + 0.5;
      const Cb = cbData[u]! - neutral;
      const Cr = crData[v]! - neutral;
      const R = Y + redByCr * Cr;
      const G = Y + greenByCb * Cb + greenByCr * Cr;
      const B = Y + blueByCb * Cb;
      to[o] = R < 0 ? 0 : R > 255 ? 255 : R | 0;
      to[o + channelStep] = G < 0 ? 0 : G > 255 ? 255 : G | 0;
      to[o + 2 * channelStep] = B < 0 ? 0 : B > 255 ? 255 : B | 0;
    }
  }
  return result;
}
