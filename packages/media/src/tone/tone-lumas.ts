import { enlargeGrid, type GridPlace } from './enlarge-grid.ts';
import type { ToneChange } from './tone-change.ts';

/**
 * Gives the lumas of a photograph a change of tone, row by row from top to bottom, so that a picture of any height needs
 * the memory of four rows: curve(Y) + gain * Y + shift, not rounded, within black and white.
 *
 * @param largest - the sample that is white: 255 or 65535. Black is 0.
 * @returns a function that changes the lumas of row `y`, which needn't be whole.
 */
export function toneLumas(
  place: GridPlace,
  { curve, grid }: ToneChange,
  largest: number,
): (y: number, lumas: Float64Array) => void {
  const { width } = place;
  const unit = largest / 255;
  const cells = () => ({ gain: new Float32Array(width), shift: new Float32Array(width) });
  const buffers = [cells(), cells()] as const;
  const rowAt = enlargeGrid(place, [...buffers], unit)(grid);
  return (y, lumas) => {
    const row = rowAt(y);
    const [above, below] = [buffers[row.above]!, buffers[row.below]!];
    const { share } = row;
    for (let x = 0; x < width; x++) {
      const luma = lumas[x]!;
      const gain = above.gain[x]! + share * (below.gain[x]! - above.gain[x]!);
      const shift = above.shift[x]! + share * (below.shift[x]! - above.shift[x]!);
      const code = luma / unit;
      const step = Math.min(code | 0, 254);
      const toned = (curve[step]! + (code - step) * (curve[step + 1]! - curve[step]!)) * unit;
      lumas[x] = Math.min(Math.max(toned + gain * luma + shift, 0), largest);
    }
  };
}
