import { HavcError } from '@havc/core';
import { readFfmpegOutput } from '../ffmpeg/child.ts';
import { inputArguments } from '../ffmpeg/input.ts';
import type { FfmpegInstallation } from '../ffmpeg/locate.ts';
import type { MediaInfo, OtherTrack } from '../probe/media-info.ts';

/** Which tracks of a film a container takes as they are. */
export interface TrackFit {
  readonly held: readonly OtherTrack[];
  readonly unheld: readonly OtherTrack[];
}

/**
 * Finds out which tracks a container can hold by letting ffmpeg write a file of each, with no length and to nowhere:
 * what fits differs from one version of ffmpeg to the next, and a table would be wrong for somebody.
 *
 * Further picture tracks are left out of both lists: only the first is coloured, and a gray one beside it would be
 * taken for the film by some players.
 */
export async function fitTracks(
  installation: FfmpegInstallation,
  info: MediaInfo,
  container: string,
  signal: AbortSignal | undefined,
): Promise<TrackFit> {
  const tracks = info.otherTracks.filter((track) => track.kind !== 'video');
  const held: OtherTrack[] = [];
  const unheld: OtherTrack[] = [];
  for (const track of tracks) {
    const fits = await holds(installation, info, container, track, signal);
    (fits ? held : unheld).push(track);
  }
  return { held, unheld };
}

async function holds(
  installation: FfmpegInstallation,
  info: MediaInfo,
  container: string,
  track: OtherTrack,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { path } = info;
  // A file of attachments alone is refused by every muxer: it needs a picture beside it.
  const companion = ['-f', 'lavfi', '-i', 'color=s=16x16:r=25:d=0.04', '-map', '1:v'];
  const copy = ['-map', `0:${track.streamIndex}`, '-c', 'copy', ...repackArguments(track, 0, info, container)];
  const enough = isLookedInto(track, info, container) ? [] : ['-t', '0.1'];
  const isAlone = track.kind !== 'attachment' && track.kind !== 'cover';
  if (!isAlone && container !== 'matroska')
    return track.kind === 'cover' && (container === 'mp4' || container === 'mov');
  try {
    await readFfmpegOutput({
      program: installation.ffmpeg,
      args: [
        ...['-hide_banner', '-nostdin', '-v', 'error'],
        ...inputArguments(path),
        ...(isAlone ? [] : companion),
        ...copy,
        ...enough,
        ...(isAlone ? [] : ['-c:v:0', 'ffv1']),
        ...['-f', container, '-y', process.platform === 'win32' ? 'NUL' : '/dev/null'],
      ],
      task: `checking whether ${container} holds track ${track.streamIndex} of ${path}`,
      signal,
    });
    return true;
  } catch (error) {
    if (HavcError.is(error, 'FFMPEG_FAILED')) return false;
    throw error;
  }
}

/**
 * Whether a damaged packet, which a broadcast may have anywhere, would end the muxer in the middle of the film: that of
 * MP4 looks into each packet of AC-3. Then only a copy of the whole track tells whether it holds.
 */
function isLookedInto(track: OtherTrack, info: MediaInfo, container: string): boolean {
  const isBroadcast = info.container === 'mpegts' || info.container === 'mpeg';
  return isBroadcast && /^e?ac3$/.test(track.codec) && (container === 'mp4' || container === 'mov');
}

/**
 * The filter that makes the AAC of a transport stream fit for other containers. Left to itself, a muxer does the same,
 * but gives up the whole film at the first damaged packet, which the filter by itself leaves out.
 *
 * @param position - of the track in the output.
 */
export function repackArguments(track: OtherTrack, position: number, info: MediaInfo, container: string): string[] {
  const isWrapped = track.codec === 'aac' && info.container === 'mpegts' && container !== 'mpegts';
  return isWrapped ? [`-bsf:${position}`, 'aac_adtstoasc'] : [];
}

/** A track as a person would name it: `track 2 (pcm_s16le audio, eng)`. */
export function describeTrack(track: OtherTrack): string {
  const parts = [
    `${track.codec} ${track.kind}`,
    track.language && track.language !== 'und' ? track.language : '',
    track.title ?? '',
  ];
  return `track ${track.streamIndex} (${parts.filter(Boolean).join(', ')})`;
}
