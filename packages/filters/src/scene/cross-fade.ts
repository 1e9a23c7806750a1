import { frameMismatch, type Thumbnail } from './frame-mismatch.ts';

/** Over how many frames a cross-fade is looked for. */
const SPANS = [12, 20, 32] as const;
/** The two ends are different pictures when they correlate less than this. */
const UNRELATED = 0.4;
/** How much of what is seen between the ends must be explained by mixing them. */
const EXPLAINED = 0.88;
/** The shares of a mixture sum to 1, within this. Motion mixes too, seen coarsely, but its shares sum to more. */
const SUM_TOLERANCE = 0.15;
/** Ends with a smaller deviation, in levels, are blank: a fade, not a cross-fade. */
const VISIBLE = 7;
/** Ends that the camera may have moved between match better than this. */
const OTHER = 0.4;
/** Coarse enough that what moves slowly stays in its place. */
const CELL = 4;

/**
 * Tells where one picture is being mixed into another: the function it returns is given frame after frame, and the
 * number of frames since the last cut, and says whether the frames up to this one are a cross-fade.
 *
 * Looks back 12, 20 and 32 frames. The frames at a quarter, half and three quarters of the way must be mixtures of both
 * ends, a · first + b · last with a + b = 1 and a falling, to 88 % of their variance, and the ends must be unrelated: by correlation, and block by block.
 *
 * Source: our own, from the model of a dissolve as a linear mixture (Hanjalic 2002, "Shot-boundary detection: unraveled
 * and resolved?").
 */
export function createCrossFadeWatch(): (thumbnail: Thumbnail, sinceCut: number) => boolean {
  const longest = Math.max(...SPANS);
  const history: { readonly thumbnail: Thumbnail; readonly cells: Float32Array }[] = [];
  return (thumbnail, sinceCut) => {
    history.push({ thumbnail, cells: coarse(thumbnail) });
    if (history.length > longest + 1) history.shift();
    const now = history.length - 1;
    return SPANS.some((span) => {
      if (span > now || span > sinceCut) return false;
      const at = (part: number) => history[now - span + Math.round(part * span)]!;
      if (!isMixed(at(0).cells, at(1).cells, [at(0.25).cells, at(0.5).cells, at(0.75).cells])) return false;
      return frameMismatch(at(0).thumbnail, thumbnail) > OTHER;
    });
  };
}

function isMixed(first: Float32Array, last: Float32Array, between: readonly Float32Array[]): boolean {
  const ff = dot(first, first);
  const ll = dot(last, last);
  const fl = dot(first, last);
  const visible = VISIBLE * VISIBLE * first.length;
  if (Math.min(ff, ll) < visible || fl > UNRELATED * Math.sqrt(ff * ll)) return false;
  const determinant = ff * ll - fl * fl;
  let share = 1;
  for (const picture of between) {
    const fp = dot(first, picture);
    const lp = dot(last, picture);
    const a = (fp * ll - lp * fl) / determinant;
    const b = (lp * ff - fp * fl) / determinant;
    const explained = (a * fp + b * lp) / Math.max(dot(picture, picture), 1);
    if (explained < EXPLAINED || Math.abs(a + b - 1) > SUM_TOLERANCE || !(a < share - 0.05) || !(a > 0.02))
      return false;
    share = a;
  }
  return true;
}

/** The thumbnail in cells of 4x4, less its mean. */
function coarse({ width, height, data, mean }: Thumbnail): Float32Array {
  const [columns, rows] = [Math.max(1, Math.floor(width / CELL)), Math.max(1, Math.floor(height / CELL))];
  const cells = new Float32Array(columns * rows);
  for (let y = 0; y < rows * CELL && y < height; y++) {
    for (let x = 0; x < columns * CELL && x < width; x++) {
      cells[Math.floor(y / CELL) * columns + Math.floor(x / CELL)]! += (data[y * width + x]! - mean) / (CELL * CELL);
    }
  }
  return cells;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
