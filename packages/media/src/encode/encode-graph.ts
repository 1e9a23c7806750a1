import type { ColorDecision } from '../film/color-decision.ts';
import { isInterlaced } from '../film/decode-graph.ts';
import type { VideoTrack } from '../probe/media-info.ts';
import { type ChromaSubsampling, planarYuv } from '../probe/pixel-format.ts';
import type { PackedLayout } from './packed-frame.ts';

export interface EncodeGraphOptions {
  readonly video: VideoTrack;
  readonly color: ColorDecision;
  readonly layout: PackedLayout;
  readonly subsampling: ChromaSubsampling;
  /** ffmpeg's name of the format that the encoder takes. */
  readonly pixelFormat: string;
  /** Whether odd sides are made even by repeating the last column or row. */
  readonly padToEven: boolean;
  /** Whether this ffmpeg can tag frames (`setparams`, from 4.2 on). */
  readonly canTagFrames: boolean;
}

/**
 * The filter graph that cuts a packed picture (see `packed-frame.ts`) apart, enlarges its chroma and puts it beside the
 * luma, whose samples no filter computes on. Output: `[film]`.
 */
export function encodeGraph(options: EncodeGraphOptions): string {
  const { video, color, layout, subsampling } = options;
  const { width, lumaHeight, chromaWidth, chromaHeight, crX, crY } = layout;
  const small = planarYuv('4:4:4', layout.bitDepth);
  const joined = planarYuv(subsampling, layout.bitDepth);
  const { numerator, denominator } = video.timeBase;
  const oddWidth = options.padToEven ? width % 2 : 0;
  const oddHeight = options.padToEven ? lumaHeight % 2 : 0;
  const [outWidth, outHeight] = [width + oddWidth, lumaHeight + oddHeight];
  // On luma alone: with subsampled chroma beside it, `pad` would round the edge away.
  const border = `fillborders=right=${oddWidth}:bottom=${oddHeight}:mode=smear`;
  const repeat = oddWidth || oddHeight ? `,pad=${outWidth}:${outHeight}:0:0,${border}` : '';
  const crop = (x: number, y: number) => `crop=${chromaWidth}:${chromaHeight}:${x}:${y}`;
  return [
    // Back from the nanoseconds of the pipe to the film's own clock.
    `[0:v]settb=${numerator}/${denominator},split=4[p0][p1][p2][p3]`,
    `[p0]crop=${width}:${lumaHeight}:0:0${repeat}[luma]`,
    `[p1]${crop(0, lumaHeight)}[unused]`,
    `[p2]${crop(0, lumaHeight)}[cb]`,
    `[p3]${crop(crX, crY)}[cr]`,
    // ffmpeg places chroma samples rightly only where it knows them as chroma: hence a luma that nobody looks at.
    `[unused][cb][cr]mergeplanes=0x001020:${small},${enlarge(options, outWidth, outHeight)},extractplanes=u+v[u][v]`,
    `[luma][u][v]mergeplanes=0x001020:${joined},${finish(options, color)}[film]`,
  ].join(';');
}

/**
 * Scales the small picture so that its chroma gets the size that it has in the film. Chroma of 4:2:0 and 4:2:2 lies on
 * the left luma sample (the default of H.264 and MPEG-2), vertically between lines.
 */
function enlarge({ video, subsampling, layout }: EncodeGraphOptions, width: number, height: number): string {
  const scale = (lines: number) => `scale=${width}:${lines}:flags=bicubic+accurate_rnd`;
  const as = (enlarged: ChromaSubsampling) => `setsar=1,format=${planarYuv(enlarged, layout.bitDepth)}`;
  const fields = isInterlaced(video) ? ':interl=1' : '';
  if (subsampling === '4:4:4') return `${scale(height)}${fields},${as('4:4:4')}`;
  if (subsampling === '4:2:2') return `${scale(height)}:out_h_chr_pos=0${fields},${as('4:2:2')}`;
  if (fields) return `${scale(height)}:out_h_chr_pos=0:out_v_chr_pos=128${fields},${as('4:2:0')}`;
  // The chroma of 4:2:2 at half the height is the same to the bit, with half as much luma to scale in vain.
  return `${scale(Math.ceil(height / 2))}:out_h_chr_pos=0,${as('4:2:2')}`;
}

function finish(options: EncodeGraphOptions, color: ColorDecision): string {
  const { video, canTagFrames, pixelFormat } = options;
  const { numerator, denominator } = video.sampleAspectRatio;
  const filters = [`format=${pixelFormat}`, `setsar=${numerator}/${denominator}`];
  if (video.fieldOrder !== 'progressive') filters.push(`setfield=${video.fieldOrder === 'top-first' ? 'tff' : 'bff'}`);
  if (canTagFrames) {
    const range = color.range === 'full' ? 'pc' : 'tv';
    filters.push(
      `setparams=range=${range}:colorspace=${color.matrix}:color_primaries=${color.primaries}:color_trc=${color.transfer}`,
    );
  }
  return filters.join(',');
}
