import type { Clip } from './clips.ts';

/** What a detector found in one clip or several. */
export interface Score {
  /** Hard cuts found, at most one frame off. */
  readonly found: number;
  readonly cuts: number;
  /** Cross-fades and fades found: a cut anywhere from two frames before to two after. */
  readonly foundGradual: number;
  readonly gradual: number;
  /** Cuts reported where there is none, and second ones where there is one. */
  readonly wrong: number;
}

/** Compares reported shot starts (frame 0 left out) with what is known of the clip. */
export function scoreCuts(clip: Clip, reported: readonly number[]): Score {
  const left = new Set(reported.filter((frame) => frame > 0));
  const take = (from: number, to: number): boolean => {
    for (let frame = from; frame <= to; frame++) if (left.delete(frame)) return true;
    return false;
  };
  const found = clip.cuts.filter((cut) => left.delete(cut) || take(cut - 1, cut + 1)).length;
  const foundGradual = clip.gradual.filter(([from, to]) => take(from - 2, to + 2)).length;
  return { found, cuts: clip.cuts.length, foundGradual, gradual: clip.gradual.length, wrong: left.size };
}

/** All scores as one. */
export function addScores(scores: readonly Score[]): Score {
  const sum = (key: keyof Score) => scores.reduce((total, score) => total + score[key], 0);
  return {
    found: sum('found'),
    cuts: sum('cuts'),
    foundGradual: sum('foundGradual'),
    gradual: sum('gradual'),
    wrong: sum('wrong'),
  };
}

/** Part of the reported cuts that are right; 1 where none was reported. */
export function precision({ found, foundGradual, wrong }: Score): number {
  const reported = found + foundGradual + wrong;
  return reported === 0 ? 1 : (found + foundGradual) / reported;
}

/** Part of the hard cuts that were found. */
export function recall({ found, cuts }: Score): number {
  return cuts === 0 ? 1 : found / cuts;
}
