import { HavcError } from '../error.ts';

/**
 * The shares of red and blue in luma, by the name of the matrix. `bt470bg` and `smpte170m` are other names of `bt601`,
 * `bt2020nc` of `bt2020` (its non-constant-luminance form); these are the names that ffmpeg writes.
 *
 * Source: ITU-T H.273 (2021), clause 8.3, MatrixCoefficients 1, 4, 5, 6, 7 and 9.
 */
export const COLOR_MATRICES = {
  bt601: { kr: 0.299, kb: 0.114 },
  bt470bg: { kr: 0.299, kb: 0.114 },
  smpte170m: { kr: 0.299, kb: 0.114 },
  bt709: { kr: 0.2126, kb: 0.0722 },
  bt2020: { kr: 0.2627, kb: 0.0593 },
  bt2020nc: { kr: 0.2627, kb: 0.0593 },
  smpte240m: { kr: 0.212, kb: 0.087 },
  fcc: { kr: 0.3, kb: 0.11 },
} as const satisfies Readonly<Record<string, { readonly kr: number; readonly kb: number }>>;

/** A name in {@link COLOR_MATRICES}. */
export type ColorMatrix = keyof typeof COLOR_MATRICES;

/** `limited`: luma 16..235 and chroma 16..240 at 8 bit (video). `full`: 0..255 (JPEG). Deeper codes in proportion. */
export type ColorRange = 'limited' | 'full';

/** Bits of a code. */
export type BitDepth = 8 | 10 | 12 | 16;

/** How Y, Cb and Cr are coded. Matrix and range have no default: a guess here is the commonest colour bug. */
export interface YcbcrFormat {
  readonly matrix: ColorMatrix;
  readonly range: ColorRange;
  /** Default 8. */
  readonly bitDepth?: BitDepth;
}

/** The numbers of a {@link YcbcrFormat}: code = offset + scale × (E'Y in 0..1, or E'Cb, E'Cr in −0.5..0.5). */
export interface YcbcrCoding {
  readonly kr: number;
  readonly kg: number;
  readonly kb: number;
  readonly lumaOffset: number;
  readonly lumaScale: number;
  /** The code of no colour. */
  readonly neutral: number;
  readonly chromaScale: number;
  /** The largest code. */
  readonly maxCode: number;
}

/** A plane of codes: bytes at 8 bit, else 16-bit words. */
export type CodeArray = Uint8Array | Uint16Array;

/**
 * The numbers that a format stands for.
 *
 * @throws HavcError `OPTION_INVALID` that names the wrong member.
 *
 * Source: ITU-T H.273 (2021), clause 8.3.
 */
export function ycbcrCoding(format: YcbcrFormat): YcbcrCoding {
  const { matrix, range, bitDepth = 8 } = format;
  const { kr, kb } = matrixShares(matrix);
  if (range !== 'limited' && range !== 'full') {
    throw new HavcError('OPTION_INVALID', `options.range must be 'limited' or 'full', got ${JSON.stringify(range)}.`);
  }
  if (![8, 10, 12, 16].includes(bitDepth)) {
    throw new HavcError('OPTION_INVALID', `options.bitDepth must be 8, 10, 12 or 16, got ${JSON.stringify(bitDepth)}.`);
  }
  const shares = { kr, kg: 1 - kr - kb, kb };
  const maxCode = (1 << bitDepth) - 1;
  const neutral = 1 << (bitDepth - 1);
  if (range === 'full') {
    return { ...shares, lumaOffset: 0, lumaScale: maxCode, neutral, chromaScale: maxCode, maxCode };
  }
  const unit = 1 << (bitDepth - 8);
  return { ...shares, lumaOffset: 16 * unit, lumaScale: 219 * unit, neutral, chromaScale: 224 * unit, maxCode };
}

/**
 * The shares of red and blue in luma.
 *
 * @throws HavcError `OPTION_INVALID` for a name that isn't in {@link COLOR_MATRICES}.
 */
export function matrixShares(matrix: ColorMatrix): { readonly kr: number; readonly kb: number } {
  if (Object.hasOwn(COLOR_MATRICES, matrix)) return COLOR_MATRICES[matrix];
  throw new HavcError(
    'OPTION_INVALID',
    `options.matrix must be one of ${Object.keys(COLOR_MATRICES).join(', ')}, got ${JSON.stringify(matrix)}.`,
  );
}

/** Integer factors on R, G and B codes: (r·R + g·G + b·B + start) >> shift is a code, rounded half up. */
export interface FixedPointRow {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly start: number;
}

/** The three rows from 8-bit R'G'B' to codes; all sums stay inside 31 bits. */
export interface FixedPointMatrix {
  readonly shift: number;
  readonly y: FixedPointRow;
  readonly cb: FixedPointRow;
  readonly cr: FixedPointRow;
}

/**
 * The coding as integers, with as many bits after the point as leave every sum inside 31 bits (22 at 8 bit, 14 at 16).
 * The factors of a chroma row add up to 0 exactly, and green takes what rounding leaves, so that gray is neutral.
 */
export function fixedPointMatrix(coding: YcbcrCoding): FixedPointMatrix {
  const { kr, kg, kb } = coding;
  const shift = (30 - Math.log2(coding.maxCode + 1)) | 0;
  const one = 2 ** shift;
  const luma = (coding.lumaScale / 255) * one;
  const chroma = (coding.chromaScale / 255) * one;
  const row = (r: number, g: number, b: number, offset: number): FixedPointRow => {
    const total = Math.round(r + g + b);
    const [red, blue] = [Math.round(r), Math.round(b)];
    // `| 0` tells the compiler that these are integers: in the kernels, floating point would take half as long again.
    return { r: red | 0, g: (total - red - blue) | 0, b: blue | 0, start: (offset * one + one / 2) | 0 };
  };
  const toBlue = chroma / (2 * (1 - kb));
  const toRed = chroma / (2 * (1 - kr));
  return {
    shift,
    y: row(kr * luma, kg * luma, kb * luma, coding.lumaOffset),
    cb: row(-kr * toBlue, -kg * toBlue, (1 - kb) * toBlue, coding.neutral),
    cr: row((1 - kr) * toRed, -kg * toRed, -kb * toRed, coding.neutral),
  };
}
