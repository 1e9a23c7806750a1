import type { VideoTrack } from '../probe/media-info.ts';

/** How the samples of a film are read as colours, complete, with what was guessed. */
export interface ColorDecision {
  readonly range: 'limited' | 'full';
  /** Y'CbCr matrix by ffmpeg's name; for an R'G'B' source, the one of the output. */
  readonly matrix: string;
  readonly primaries: string;
  readonly transfer: string;
  /** The same matrix as kernels and ffmpeg's `scale` filter name it. */
  readonly kernelMatrix: 'bt601' | 'bt709' | 'bt2020' | 'smpte240m' | 'fcc';
  /** Tags that the file didn't have, or had in a form that can't be used. */
  readonly guessed: readonly ('range' | 'matrix' | 'primaries' | 'transfer')[];
}

/** Matrices that ffmpeg's `scale` computes, by ffmpeg's name of the tag. */
const KERNEL_MATRIX: Readonly<Record<string, ColorDecision['kernelMatrix']>> = {
  bt709: 'bt709',
  smpte170m: 'bt601',
  bt470bg: 'bt601',
  fcc: 'fcc',
  smpte240m: 'smpte240m',
  bt2020nc: 'bt2020',
};

/** What goes with a matrix when a file doesn't say: [primaries, transfer]. */
const COMPANIONS: Readonly<Record<string, readonly [string, string]>> = {
  bt709: ['bt709', 'bt709'],
  smpte170m: ['smpte170m', 'smpte170m'],
  bt470bg: ['bt470bg', 'smpte170m'],
  fcc: ['bt470m', 'bt470m'],
  smpte240m: ['smpte240m', 'smpte240m'],
  bt2020nc: ['bt2020', 'bt2020-10'],
};

/** Codecs whose gray pictures use the full range by convention; broadcast codecs use the limited one. */
const FULL_RANGE_GRAY = new Set([
  'ffv1',
  'rawvideo',
  'png',
  'tiff',
  'mjpeg',
  'jpeg2000',
  'huffyuv',
  'ffvhuff',
  'utvideo',
]);

/**
 * Decides how a film's samples are read. Tags are trusted. Where one is missing, the height decides, as players do:
 * 720 lines and more are BT.709; 576 are BT.601 with PAL primaries; less are BT.601 with NTSC primaries. The range is
 * limited, but full for `yuvj` formats, R'G'B' and gray in still-picture and archive codecs.
 */
export function decideColor(video: VideoTrack): ColorDecision {
  const { color, pixelFormat } = video;
  const guessed: ColorDecision['guessed'][number][] = [];
  const isRgb = pixelFormat.family === 'rgb';

  let matrix = color.matrix;
  if (isRgb || matrix === undefined || !(matrix in KERNEL_MATRIX)) {
    // An R'G'B' source has no matrix to guess: the one of the output is chosen, and nothing can go wrong.
    if (!isRgb) guessed.push('matrix');
    matrix = matrixByHeight(Math.min(video.width, video.height));
  }
  let range = color.range;
  if (pixelFormat.fullRange) range = 'full';
  if (range === undefined) {
    guessed.push('range');
    range = pixelFormat.family === 'gray' && FULL_RANGE_GRAY.has(video.codec) ? 'full' : 'limited';
  }
  const [usualPrimaries, usualTransfer] = COMPANIONS[matrix]!;
  if (color.primaries === undefined) guessed.push('primaries');
  if (color.transfer === undefined) guessed.push('transfer');
  return {
    range,
    matrix,
    primaries: color.primaries ?? usualPrimaries,
    transfer: color.transfer ?? usualTransfer,
    kernelMatrix: KERNEL_MATRIX[matrix]!,
    guessed,
  };
}

/** One line for the user, or nothing where the file said everything that matters. */
export function explainColor(decision: ColorDecision, video: VideoTrack): string | undefined {
  const open = decision.guessed.filter((tag) => tag === 'range' || tag === 'matrix');
  if (open.length === 0) return undefined;
  const range = `${decision.range} range`;
  const matrix = decision.matrix;
  const what = open.length === 2 ? `${matrix}, ${range}` : open[0] === 'matrix' ? matrix : range;
  return `The file doesn't say its colour ${open.join(' and ')}: taken as ${what} (${video.height} ${video.height === 1 ? 'line' : 'lines'}).`;
}

function matrixByHeight(lines: number): string {
  if (lines >= 720) return 'bt709';
  return lines > 480 && lines <= 576 ? 'bt470bg' : 'smpte170m';
}
