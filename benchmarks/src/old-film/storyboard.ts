import type { View } from './camera.ts';

/** One uninterrupted piece of film: the camera's way over a photograph. */
export interface Shot {
  /** File in the folder of photographs. */
  readonly photograph: string;
  /** How long it is on the screen, in parts of the whole. */
  readonly share: number;
  readonly from: View;
  readonly to: View;
  /** For how much of the whole it is mixed with the shot before; 0 is a hard cut. */
  readonly fadeIn: number;
}

/** Pans and zooms over all four photographs, three hard cuts, and a cross-fade back to the first. */
export const STORYBOARD: readonly Shot[] = [
  {
    photograph: 'astronaut.png',
    share: 0.23,
    from: { x: 0.5, y: 0.66, width: 0.98 },
    to: { x: 0.48, y: 0.31, width: 0.94 },
    fadeIn: 0,
  },
  {
    photograph: 'coffee.png',
    share: 0.2,
    from: { x: 0.52, y: 0.48, width: 0.96 },
    to: { x: 0.48, y: 0.46, width: 0.7 },
    fadeIn: 0,
  },
  {
    photograph: 'chelsea.png',
    share: 0.19,
    from: { x: 0.44, y: 0.46, width: 0.78 },
    to: { x: 0.54, y: 0.52, width: 0.86 },
    fadeIn: 0,
  },
  {
    photograph: 'rocket.jpg',
    share: 0.22,
    from: { x: 0.5, y: 0.6, width: 0.72 },
    to: { x: 0.5, y: 0.5, width: 0.97 },
    fadeIn: 0,
  },
  {
    photograph: 'astronaut.png',
    share: 0.16,
    from: { x: 0.45, y: 0.22, width: 0.62 },
    to: { x: 0.44, y: 0.185, width: 0.52 },
    fadeIn: 0.07,
  },
];

/** A shot and where the camera is in it; `weight` is its part in a cross-fade. */
export interface Sight {
  readonly shot: Shot;
  readonly view: View;
  readonly weight: number;
}

/**
 * What is to be seen at a moment: one shot, or two in a cross-fade.
 *
 * @param moment - 0 at the start of the film, 1 at its end.
 */
export function sightsAt(moment: number, storyboard: readonly Shot[] = STORYBOARD): readonly Sight[] {
  let start = 0;
  for (const [index, shot] of storyboard.entries()) {
    const end = addShares(start, shot.share);
    const next = storyboard[index + 1];
    const leaving = end + (next?.fadeIn ?? 0);
    if (moment < end || next === undefined) {
      const previous = storyboard[index - 1];
      const fadeIn = previous ? shot.fadeIn : 0;
      const weight = fadeIn > 0 ? Math.min(1, (moment - start) / fadeIn) : 1;
      const sight = { shot, view: viewAt(shot, (moment - start) / (leaving - start)), weight };
      if (weight === 1 || previous === undefined) return [sight];
      const length = previous.share + fadeIn;
      const old = viewAt(previous, (moment - start + previous.share) / length);
      return [{ shot: previous, view: old, weight: 1 - weight }, sight];
    }
    start = end;
  }
  return [];
}

/** Where each shot begins, as a part of the whole, and whether it begins with a hard cut. */
export function shotStarts(storyboard: readonly Shot[] = STORYBOARD): readonly { at: number; cut: boolean }[] {
  let at = 0;
  return storyboard.map((shot) => {
    const start = { at, cut: shot.fadeIn === 0 };
    at = addShares(at, shot.share);
    return start;
  });
}

/** Without the sum's last digits: a shot that begins at 62 % must be there in frame 31 of 50. */
function addShares(a: number, b: number): number {
  return Math.round((a + b) * 1e9) / 1e9;
}

/** A zoom at an even speed for the eye: the width changes by the same factor in the same time. */
function viewAt({ from, to }: Shot, progress: number): View {
  const width = from.width * (to.width / from.width) ** progress;
  // The middle moves as the width does, so that one point of the photograph stays in its place while zooming.
  const way = from.width === to.width ? progress : (width - from.width) / (to.width - from.width);
  return { x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way, width };
}
