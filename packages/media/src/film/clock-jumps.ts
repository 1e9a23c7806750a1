import { createInterface } from 'node:readline';
import { startFfmpeg } from '../ffmpeg/child.ts';
import { inputArguments } from '../ffmpeg/input.ts';
import type { FfmpegInstallation } from '../ffmpeg/locate.ts';
import type { MediaInfo } from '../probe/media-info.ts';

/** Containers in which a clock may begin anew in mid-film: recordings are joined by writing one behind the other. */
const JOINABLE = new Set(['mpegts', 'mpeg']);

/** As ffmpeg judges it when it copies: so much forward, or back, is no pause and no reordering. */
const MOST_SECONDS_FORWARD = 10;
const MOST_SECONDS_BACK = 0.1;

/** Whether a film lies in a container whose clock may jump. */
export function mayHaveClockJumps(info: MediaInfo): boolean {
  return JOINABLE.has(info.container);
}

/**
 * Whether a film's clock jumps: it was joined from several recordings, or a timestamp is damaged. Reads the packets of
 * the whole file, up to the first jump, where the container is one in which that happens; decodes nothing.
 */
export async function hasClockJumps(
  installation: FfmpegInstallation,
  info: MediaInfo,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (!mayHaveClockJumps(info)) return false;
  const child = startFfmpeg({
    program: installation.ffprobe,
    args: [
      ...['-v', 'error', '-of', 'csv=p=0', '-show_entries', 'packet=codec_type,stream_index,dts_time'],
      ...inputArguments(info.path),
    ],
    task: `reading the timestamps of ${info.path}`,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  try {
    const last = new Map<string, number>();
    for await (const line of createInterface({ input: child.process.stdout! })) {
      const [kind, track = '', text] = line.split(',');
      const time = Number.parseFloat(text ?? '');
      // Subtitles have pauses of any length.
      if ((kind !== 'video' && kind !== 'audio') || Number.isNaN(time)) continue;
      const before = last.get(track) ?? time;
      if (time < before - MOST_SECONDS_BACK || time > before + MOST_SECONDS_FORWARD) return true;
      last.set(track, time);
    }
    await child.done;
    return false;
  } finally {
    child.dismiss();
    await child.done.catch(() => {}); // why it ended has been said, or is of no interest
  }
}
