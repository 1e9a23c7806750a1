import { type FrameSample, sampleDifference } from './frame-sample.ts';
import type { SurveyedShot } from './survey-shots.ts';

/** A frame that stands for a part of the film. */
export interface ChosenFrame {
  readonly index: number;
  /** Seconds. */
  readonly time: number;
  /** Indexes of the first and the last frame of its shot. */
  readonly shot: { readonly first: number; readonly last: number };
}

/** Darker frames, by mean luma, are taken for black; */
const DARK = 0.03;
/** flatter ones, by contrast, for blank, be it black, white or a fog between: dark scenes of films have 0.04 and more. */
const FLAT = 0.02;
/** Frames with less of their shot's highest contrast are in a fade, or spoilt. */
const FADED = 0.6;
/** Of so many frames about the middle the sharpest is taken. */
const FEW = 5;
/** Pictures that differ by this, see {@link sampleDifference}, are as different as can be. */
const UNRELATED = 0.25;
/** What a look-alike, or a neighbour, still counts: it is taken rather than a shot of a few frames. */
const LEAST = 0.15;

/** A shot, or a part of a long one, and the frame that would stand for it. */
interface Candidate {
  readonly frame: FrameSample;
  readonly shot: SurveyedShot;
  /** Frames. */
  readonly length: number;
  /** From the chosen frames: how different it looks from the most similar one, and frames to the nearest. */
  difference: number;
  distance: number;
}

/**
 * Chooses frames that show what a film holds: from long shots rather than short ones, unlike each other, spread over the
 * film, and of each shot the sharpest of a few about its middle, neither black nor fading.
 *
 * Where the film has fewer shots than frames are wanted, the longest shots give several. Of a film that is black all
 * through, black frames are chosen.
 *
 * @param shots - in order.
 * @param count - how many frames are wanted, 1 or more; fewer come from a film of fewer frames.
 * @returns in the order of the film. The same shots always give the same frames.
 */
export function chooseFrames(shots: readonly SurveyedShot[], count: number): ChosenFrame[] {
  const lit = shots.map(withoutFades).filter(({ samples }) => samples.length > 0);
  const left = new Set(listCandidates(lit.length > 0 ? lit : shots, count));
  const { first = 0 } = shots[0] ?? {};
  const far = ((shots.at(-1)?.last ?? 0) - first + 1) / count;
  const chosen: Candidate[] = [];
  while (chosen.length < count && left.size > 0) {
    let best: Candidate | undefined;
    for (const candidate of left) {
      if (best === undefined || worthOf(candidate, far) > worthOf(best, far)) best = candidate;
    }
    chosen.push(best!);
    left.delete(best!);
    for (const candidate of left) {
      candidate.difference = Math.min(candidate.difference, sampleDifference(candidate.frame, best!.frame));
      candidate.distance = Math.min(candidate.distance, Math.abs(candidate.frame.index - best!.frame.index));
    }
  }
  return chosen
    .map(({ frame: { index, time }, shot }) => ({ index, time, shot: { first: shot.first, last: shot.last } }))
    .sort((a, b) => a.index - b.index);
}

/** The shot with those samples only that show it. */
function withoutFades(shot: SurveyedShot): SurveyedShot {
  const highest = Math.max(0, ...shot.samples.map(({ contrast }) => contrast));
  const samples = shot.samples.filter(
    ({ luma, contrast }) => luma >= DARK && contrast >= FLAT && contrast >= FADED * highest,
  );
  return { ...shot, samples };
}

/** One candidate a shot; of the longest ones more, where there would be too few. */
function listCandidates(shots: readonly SurveyedShot[], count: number): Candidate[] {
  const parts = shots.map(({ samples }) => Math.min(1, samples.length));
  for (let total = parts.reduce((sum, part) => sum + part, 0); total < count; total++) {
    let longest: number | undefined;
    for (const [at, { samples }] of shots.entries()) {
      if (parts[at]! >= samples.length) continue;
      if (longest === undefined || lengthOf(shots[at]!) / parts[at]! > lengthOf(shots[longest]!) / parts[longest]!) {
        longest = at;
      }
    }
    if (longest === undefined) break;
    parts[longest]!++;
  }
  return shots.flatMap((shot, at) => split(shot, parts[at]!));
}

/** Divides a shot's samples evenly, and takes a frame of each part. */
function split(shot: SurveyedShot, parts: number): Candidate[] {
  const { samples } = shot;
  return Array.from({ length: parts }, (_, part) => {
    const own = samples.slice(
      Math.floor((part * samples.length) / parts),
      Math.floor(((part + 1) * samples.length) / parts),
    );
    const middle = parts === 1 ? (shot.first + shot.last) / 2 : (own[0]!.index + own.at(-1)!.index) / 2;
    const from = { difference: Number.POSITIVE_INFINITY, distance: Number.POSITIVE_INFINITY };
    return { frame: sharpestAbout(own, middle), shot, length: lengthOf(shot) / parts, ...from };
  });
}

function sharpestAbout(samples: readonly FrameSample[], middle: number): FrameSample {
  const away = ({ index }: FrameSample) => Math.abs(index - middle);
  const few = samples.toSorted((a, b) => away(a) - away(b)).slice(0, Math.max(1, Math.min(FEW, samples.length >> 1)));
  return few.reduce((best, sample) => (sample.sharpness > best.sharpness ? sample : best));
}

function lengthOf({ first, last }: SurveyedShot): number {
  return last - first + 1;
}

/** What a candidate would add to those that are chosen: `far` frames away from them is far enough. */
function worthOf({ length, difference, distance }: Candidate, far: number): number {
  const novelty = Math.max(LEAST, Math.min(1, difference / UNRELATED));
  const spread = Math.max(LEAST, Math.min(1, distance / far));
  return Math.sqrt(length) * novelty * spread;
}
