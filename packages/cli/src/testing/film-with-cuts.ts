import { runFfmpeg } from './clips.ts';

/** Numbers of the frames of {@link makeFilmWithCuts}, and of those that begin a shot. */
export const FRAMES_WITH_CUTS = 60;
export const CUTS = [0, 20, 45] as const;

/**
 * Makes a lossless film of three shots, in gray, 25 frames a second: 20, 25 and 15 frames. All detectors find its cuts.
 *
 * @param filters - more of ffmpeg's filters, at the end.
 */
export async function makeFilmWithCuts(
  path: string,
  { size = '160x120', filters = 'null', codec = ['-c:v', 'ffv1'], pixelFormat = 'yuv420p' } = {},
): Promise<void> {
  const shots = [
    `testsrc2=size=${size}:rate=25,trim=end_frame=20`,
    `mandelbrot=size=${size}:rate=25,trim=end_frame=25`,
    `smptebars=size=${size}:rate=25,trim=end_frame=15,negate`,
  ];
  await runFfmpeg(
    ...shots.flatMap((shot) => ['-f', 'lavfi', '-i', shot]),
    '-filter_complex',
    `[0:v]setsar=1[a];[1:v]setsar=1[b];[2:v]setsar=1[c];[a][b][c]concat=n=3,hue=s=0,${filters}`,
    ...['-pix_fmt', pixelFormat, ...codec, path],
  );
}

/** Luma of one frame of a film at its full size, brought from limited to full range, rows one after the other. */
export async function lumaOfFrame(path: string, frame: number): Promise<number[]> {
  const filter = `select='eq(n,${frame})',extractplanes=y`;
  const samples = await runFfmpeg('-i', path, '-vf', filter, '-frames:v', '1', '-f', 'rawvideo', '-');
  return Array.from(samples, (code) => Math.min(255, Math.max(0, ((code - 16) * 255) / 219)));
}

/** The largest difference of any sample of an R'G'B' picture from the luma that it should show. */
export function largestDifference(data: Uint8Array, luma: readonly number[]): number {
  if (data.length !== 3 * luma.length) throw new Error(`${data.length} samples for a luma of ${luma.length}`);
  let largest = 0;
  for (const [i, sample] of data.entries()) largest = Math.max(largest, Math.abs(sample - luma[Math.floor(i / 3)]!));
  return largest;
}
