import type { SteadyCopy } from '../ffmpeg/steady-copy.ts';
import type { MediaInfo } from '../probe/media-info.ts';
import { type ColorDecision, explainColor } from './color-decision.ts';

/** What was decided for a film that the user should be told, a sentence each. */
export function describeDecisions(info: MediaInfo, color: ColorDecision, steadyCopy: SteadyCopy | undefined): string[] {
  const { video } = info;
  const notes: string[] = [];
  const explained = explainColor(color, video);
  if (explained) notes.push(explained);
  if (steadyCopy) {
    notes.push('The clock of the film jumps (it was joined, or is damaged): its times are made continuous.');
  }
  if (video.pixelFormat.alpha) notes.push('The alpha channel is left out: a coloured film has none.');
  const others = info.otherTracks.filter((track) => track.kind === 'video').length;
  if (others > 0)
    notes.push(`Only the first picture track is coloured; ${others} more ${others === 1 ? 'is' : 'are'} left out.`);
  return notes;
}
