import type { VideoTrack } from '../probe/media-info.ts';
import type { ColorDecision } from './color-decision.ts';
import type { WorkingSize } from './working-size.ts';

/** Rounding exactly, with chroma at full size while colours are converted: ffmpeg's careful path. */
const CAREFULLY = 'accurate_rnd+full_chroma_int+full_chroma_inp';

/** Means of areas, for shrinking: from 1080 to 480 lines they take a third of the time that cubics do. */
const SHRINK_FLAGS = `area+${CAREFULLY}`;

/** For a conversion at the same size, which scales no luma. */
const CONVERT_FLAGS = `bicubic+${CAREFULLY}`;

/** A white rectangle on black whose sides follow from those of the film's picture. 61 is a prime, and fits into 64. */
const SIZE_STAMP = "scale=w='2+mod(iw,61)':h='2+mod(ih,61)':flags=neighbor,format=gray,lut=c0=255,pad=64:64";

/** A part of a film, counted in decoded frames. */
export interface FrameTrim {
  readonly start: number;
  /** Exclusive; to the end where undefined. */
  readonly end: number | undefined;
  /** The only frames that come out, counted from `start`; all where undefined. */
  readonly only?: readonly number[] | undefined;
}

/**
 * The filter graph that turns one decoded film into three outputs, labelled `view` (working size, upright: `rgb24`, or
 * `gray` for gray films), `luma` (the source's own luma plane at full size) and `stamp` (a tiny picture that carries the
 * time, and looks the same as long as the film's pictures have the same size). One decoder feeds all three, so that
 * frame n is the same frame everywhere by construction.
 *
 * Matrix and range are named on both sides: ffmpeg's default for untagged film would be BT.601.
 */
export function decodeGraph(video: VideoTrack, color: ColorDecision, size: WorkingSize, trim: FrameTrim): string {
  const { pixelFormat, width, height } = video;
  const full = [`scale=${width}:${height}`, ...lumaFilters(video, color)];
  const view = [viewScale(video, color, size), turnUpright(video)];
  const label = `[0:${video.streamIndex}]`;
  const cut = trim.start > 0 || trim.end !== undefined ? `${trimFilter(trim)},` : '';
  const format = pixelFormat.family === 'gray' ? 'gray' : 'rgb24';
  return [
    `${label}${cut}split=3[whole][small][tiny]`,
    // Scaling to the size it has does nothing, except where the size changes in mid-film.
    `[whole]${full.join(',')}[luma]`,
    `[small]${[...view, `format=${format}`].filter(Boolean).join(',')}[view]`,
    `[tiny]${SIZE_STAMP}[stamp]`,
  ].join(';');
}

function lumaFilters(video: VideoTrack, color: ColorDecision): string[] {
  const { pixelFormat } = video;
  if (pixelFormat.family === 'gray') return [`format=${pixelFormat.planar}`];
  // Only repacking (nv12, big-endian), or nothing: no sample changes.
  if (pixelFormat.family === 'yuv') return [`format=${pixelFormat.planar}`, 'extractplanes=y'];
  const range = color.range === 'full' ? 'pc' : 'tv';
  return [
    `scale=out_color_matrix=${scaleMatrix(color)}:out_range=${range}:flags=${CONVERT_FLAGS}`,
    `format=${pixelFormat.planar}`,
    'extractplanes=y',
  ];
}

function viewScale(video: VideoTrack, color: ColorDecision, size: WorkingSize): string {
  const shrinks = size.storedWidth < video.width && size.storedHeight < video.height;
  const flags = shrinks ? SHRINK_FLAGS : CONVERT_FLAGS;
  const geometry = `scale=${size.storedWidth}:${size.storedHeight}:flags=${flags}`;
  if (video.pixelFormat.family !== 'yuv') return geometry;
  const range = color.range === 'full' ? 'pc' : 'tv';
  const fields = isInterlaced(video) ? ':interl=1' : '';
  return `${geometry}:in_color_matrix=${scaleMatrix(color)}:in_range=${range}:out_range=pc${fields}`;
}

/** Whether lines are scaled field by field. ffmpeg asks for at least four lines a field. */
export function isInterlaced(video: VideoTrack): boolean {
  return video.fieldOrder !== 'progressive' && video.height >= 16 && video.height % 2 === 0;
}

function turnUpright(video: VideoTrack): string {
  return { 0: '', 90: 'transpose=clock', 180: 'hflip,vflip', 270: 'transpose=cclock' }[video.rotation];
}

function trimFilter(trim: FrameTrim): string {
  const end = trim.end === undefined ? '' : `:end_frame=${trim.end}`;
  const cut = `trim=start_frame=${trim.start}${end}`;
  return trim.only ? `${cut},select='${isOneOf(trim.only)}'` : cut;
}

/** An expression that is 1 where `n` is one of these numbers. A tree: ffmpeg nests its expressions 100 deep at most. */
function isOneOf(rising: readonly number[]): string {
  if (rising.length === 1) return `eq(n,${rising[0]})`;
  const half = rising.length >> 1;
  return `if(lt(n,${rising[half]}),${isOneOf(rising.slice(0, half))},${isOneOf(rising.slice(half))})`;
}

/** The name of a matrix in ffmpeg's `scale` filter. */
export function scaleMatrix(color: ColorDecision): string {
  return color.kernelMatrix;
}
