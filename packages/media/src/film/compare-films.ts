import { extname } from 'node:path';
import { HavcError } from '@havc/core';
import { locateFfmpeg } from '../ffmpeg/locate.ts';
import { transcode } from '../ffmpeg/transcode.ts';
import { reserveOutput } from '../output-file.ts';
import type { VideoTrack } from '../probe/media-info.ts';
import { probe } from '../probe/probe.ts';
import { decideColor } from './color-decision.ts';

export interface CompareFilmsOptions {
  /** `side-by-side` (the default) shows both whole; `split` the left half of `a` and the right half of `b`. */
  readonly layout?: 'side-by-side' | 'split';
  /** Whether an existing file is replaced. Default false. */
  readonly overwrite?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Two whole pictures beside each other get no wider than this, in pixels. */
const MOST_WIDTH = 1920;

/** Pixels of the line between the halves. */
const LINE = 2;

/**
 * Puts two films into one, to look at: source and result, or two results. H.264 in MP4, with the sound of `b`, in the
 * size of `a` and as long as the shorter of the two.
 *
 * @throws HavcError as `probe` does for each; `OPTION_INVALID` unless the output is `.mp4`, `.mkv` or `.mov`;
 * `OUTPUT_EXISTS`, `OUTPUT_UNWRITABLE`, `FFMPEG_FAILED`, `DISK_FULL`, `ABORTED`.
 */
export async function compareFilms(
  a: string,
  b: string,
  output: string,
  options: CompareFilmsOptions = {},
): Promise<void> {
  const { layout = 'side-by-side', overwrite = false, signal } = options;
  const container = { '.mp4': 'mp4', '.mkv': 'matroska', '.mov': 'mov' }[extname(output).toLowerCase()];
  if (!container) {
    throw new HavcError(
      'OPTION_INVALID',
      `The comparison ${JSON.stringify(output)} must be named with .mp4, .mkv or .mov.`,
    );
  }
  const installation = await locateFfmpeg();
  const [first, second] = [(await probe(a, { signal })).video, (await probe(b, { signal })).video];
  await using reserved = await reserveOutput(output, { overwrite, inputs: [a, b] });
  await transcode(installation, {
    inputs: [a, b],
    graph: compareGraph(first, second, layout),
    arguments: [
      ...[
        '-map',
        '[compared]',
        '-map',
        '1:a?',
        '-c:v',
        'libx264',
        '-preset',
        'medium',
        '-crf',
        '17',
        '-c:a',
        'aac',
        '-b:a',
        '192k',
      ],
      ...['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
      ...['-shortest', '-f', container],
    ],
    output: reserved.temporaryPath,
    task: `comparing ${a} with ${b}`,
    signal,
  });
  await reserved.commit();
}

function compareGraph(a: VideoTrack, b: VideoTrack, layout: 'side-by-side' | 'split'): string {
  const turned = a.rotation === 90 || a.rotation === 270;
  const { numerator, denominator } = a.sampleAspectRatio;
  const shown = (a.width * numerator) / denominator;
  const [fullWidth, fullHeight] = turned ? [a.height, shown] : [shown, a.height];
  const factor = layout === 'side-by-side' ? Math.min(1, MOST_WIDTH / 2 / fullWidth) : 1;
  const width = Math.max(4, Math.round((fullWidth * factor) / 4) * 4);
  const height = Math.max(2, Math.round((fullHeight * factor) / 2) * 2);
  const show = (video: VideoTrack) => {
    const color = decideColor(video);
    const range = color.range === 'full' ? 'pc' : 'tv';
    const source = video.pixelFormat.family === 'yuv' ? `:in_color_matrix=${color.kernelMatrix}:in_range=${range}` : '';
    return `scale=${width}:${height}:flags=lanczos+accurate_rnd+full_chroma_int${source}:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p`;
  };
  const [left, right] = [`[0:${a.streamIndex}]${show(a)}`, `[1:${b.streamIndex}]${show(b)}`];
  if (layout === 'side-by-side') {
    return `${left},pad=iw+${LINE}:ih:0:0:white[l];${right}[r];[l][r]hstack=shortest=1[compared]`;
  }
  const half = width / 2;
  return (
    `${left},crop=${half}:${height}:0:0[l];${right},crop=${half}:${height}:${half}:0[r];` +
    `[l][r]hstack=shortest=1,drawbox=x=${half - LINE / 2}:y=0:w=${LINE}:h=ih:color=white:t=fill[compared]`
  );
}
