/** How chroma is sampled against luma. */
export type ChromaSubsampling = '4:2:0' | '4:2:2' | '4:4:4';

/** What ffmpeg's name of a pixel format means for colourizing. */
export interface PixelFormat {
  /** As ffmpeg names it: `yuv420p10le`. */
  readonly name: string;
  /** `gray` has luma only, `rgb` has none and gets one by conversion. */
  readonly family: 'yuv' | 'gray' | 'rgb';
  /** Bits a sample, 8 to 16. */
  readonly bitDepth: number;
  /** The sampling to give the coloured film; for `gray` it is 4:2:0, for `rgb` 4:4:4, for rare ones the next finer. */
  readonly subsampling: ChromaSubsampling;
  readonly alpha: boolean;
  /** Whether the name itself says full range (`yuvj420p`). */
  readonly fullRange: boolean;
  /**
   * The planar little-endian format with the same luma samples, from which the luma plane is taken; the same name
   * where the format is planar already.
   */
  readonly planar: string;
}

const SUBSAMPLING: Readonly<Record<string, ChromaSubsampling>> = {
  '410': '4:2:0',
  '420': '4:2:0',
  '411': '4:2:2',
  '422': '4:2:2',
  '440': '4:4:4',
  '444': '4:4:4',
};

/** Semi-planar and packed formats: [subsampling, bit depth, planar format with the same samples]. */
const REPACKED: Readonly<Record<string, readonly [ChromaSubsampling, number, string]>> = {
  nv12: ['4:2:0', 8, 'yuv420p'],
  nv21: ['4:2:0', 8, 'yuv420p'],
  nv16: ['4:2:2', 8, 'yuv422p'],
  nv24: ['4:4:4', 8, 'yuv444p'],
  nv42: ['4:4:4', 8, 'yuv444p'],
  nv20le: ['4:2:2', 10, 'yuv422p10le'],
  p010le: ['4:2:0', 10, 'yuv420p10le'],
  p016le: ['4:2:0', 16, 'yuv420p16le'],
  p210le: ['4:2:2', 10, 'yuv422p10le'],
  p410le: ['4:4:4', 10, 'yuv444p10le'],
  yuyv422: ['4:2:2', 8, 'yuv422p'],
  uyvy422: ['4:2:2', 8, 'yuv422p'],
  yvyu422: ['4:2:2', 8, 'yuv422p'],
  uyyvyy411: ['4:2:2', 8, 'yuv411p'],
  y210le: ['4:2:2', 10, 'yuv422p10le'],
};

/**
 * Reads ffmpeg's name of a pixel format. Names that it doesn't know are taken as R'G'B', which every format can be
 * converted to.
 */
export function parsePixelFormat(name: string): PixelFormat {
  const yuv = /^yuv(j?)(a?)(410|411|420|422|440|444)p(9|10|12|14|16)?(le|be)?$/.exec(name);
  if (yuv) {
    const bitDepth = Number(yuv[4] ?? 8);
    return {
      name,
      family: 'yuv',
      bitDepth,
      subsampling: SUBSAMPLING[yuv[3]!]!,
      alpha: yuv[2] === 'a',
      fullRange: yuv[1] === 'j',
      planar: yuv[5] === 'be' ? name.replace(/be$/, 'le') : name,
    };
  }
  const gray = /^(gray|ya)(8|9|10|12|14|16)?(le|be)?$/.exec(name);
  if (gray) {
    const bitDepth = Number(gray[2] ?? 8);
    const planar = bitDepth === 8 ? 'gray' : `gray${bitDepth}le`;
    return { name, family: 'gray', bitDepth, subsampling: '4:2:0', alpha: gray[1] === 'ya', fullRange: false, planar };
  }
  if (name === 'monow' || name === 'monob') {
    return { name, family: 'gray', bitDepth: 8, subsampling: '4:2:0', alpha: false, fullRange: true, planar: 'gray' };
  }
  const repacked = REPACKED[name];
  if (repacked) {
    const [subsampling, bitDepth, planar] = repacked;
    return { name, family: 'yuv', bitDepth, subsampling, alpha: false, fullRange: false, planar };
  }
  const bitDepth = rgbBitDepth(name);
  const planar = planarYuv('4:4:4', bitDepth);
  return {
    name,
    family: 'rgb',
    bitDepth,
    subsampling: '4:4:4',
    alpha: /^(rgba|bgra|argb|abgr|gbrap|ayuv|vuya)/.test(name),
    fullRange: true,
    planar,
  };
}

/** ffmpeg's name of the planar Y'CbCr format with this sampling and depth (8, 9, 10, 12, 14 or 16 bits). */
export function planarYuv(subsampling: ChromaSubsampling, bitDepth: number): string {
  return `yuv${subsampling.replaceAll(':', '')}p${bitDepth === 8 ? '' : `${bitDepth}le`}`;
}

/** ffmpeg's name of a single plane with this depth. */
export function planarGray(bitDepth: number): string {
  return bitDepth === 8 ? 'gray' : `gray${bitDepth}le`;
}

function rgbBitDepth(name: string): number {
  const planar = /^gbra?p(\d+)?/.exec(name);
  if (planar) return Math.max(8, Number(planar[1] ?? 8));
  if (/^(x2rgb10|x2bgr10|r210)/.test(name)) return 10;
  if (/^xyz12/.test(name)) return 12;
  return /48|64/.test(name) ? 16 : 8;
}
