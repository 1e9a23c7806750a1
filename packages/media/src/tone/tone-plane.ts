import type { ColorRange } from '@havc/core';
import { enlargeGrid, type GridPlace } from './enlarge-grid.ts';
import { openToneKernels } from './kernels.ts';
import type { ToneChange } from './tone-change.ts';

/** How a plane of luma is coded. */
export interface LumaCoding {
  readonly range: ColorRange;
  readonly bitDepth: 8 | 10 | 12 | 16;
}

/** Where the kernels' own part of their memory ends. */
const FREE = 1 << 16;

/**
 * Gives full-size planes of luma a change of tone, in place: curve(Y) + gain * Y + shift, rounded half up, with the gain
 * and the shift of the place. Detail and bit depth stay.
 *
 * What comes out lies between black and white (16 and 235 at 8 bits, limited range), except where the source itself is
 * beyond: a code there never moves farther out.
 *
 * @returns a function that changes samples row by row without gaps: a byte each, or two (little-endian) above 8 bits.
 */
export function tonePlane(place: GridPlace, coding: LumaCoding): (samples: Uint8Array, change: ToneChange) => void {
  const { width, height } = place;
  const codes = codesOf(coding);
  const simd = openToneKernels();
  const bytesPerSample = coding.bitDepth > 8 ? 2 : 1;
  const toneRow = bytesPerSample === 1 ? simd.kernels.toneRow8 : simd.kernels.toneRow16;
  // Whole vectors, so that a row's end may be computed beyond it.
  const side = Math.ceil(width / 4) * 16;
  const tableAt = FREE;
  const cellsAt = tableAt + (codes.largest + 1) * 4;
  const samplesAt = cellsAt + 4 * side;
  simd.reserve(samplesAt + side);
  const floats = (at: number, length: number) => new Float32Array(simd.memory.buffer, at, length);
  const cells = (at: number) => ({ gain: floats(at, width), shift: floats(at + side, width) });
  const table = floats(tableAt, codes.largest + 1);
  const rowsOf = enlargeGrid(place, [cells(cellsAt), cells(cellsAt + 2 * side)], codes.unit);
  const row = simd.memory.subarray(samplesAt, samplesAt + width * bytesPerSample);
  return (samples, { curve, grid }) => {
    fillTable(table, curve, codes);
    const rowAt = rowsOf(grid);
    for (let y = 0, at = 0; y < height; y++, at += row.length) {
      const { above, below, share } = rowAt(y);
      row.set(samples.subarray(at, at + row.length));
      const [upper, lower] = [cellsAt + above * 2 * side, cellsAt + below * 2 * side];
      toneRow(samplesAt, width, tableAt, upper, lower, side, share, codes.black, codes.white);
      samples.set(row, at);
    }
  };
}

/** Codes of black and white, the largest code, and how many codes make one of 8 bits, full range. */
interface Codes {
  readonly black: number;
  readonly white: number;
  readonly largest: number;
  readonly unit: number;
}

function codesOf({ range, bitDepth }: LumaCoding): Codes {
  const largest = 2 ** bitDepth - 1;
  if (range === 'full') return { black: 0, white: largest, largest, unit: largest / 255 };
  const step = 2 ** (bitDepth - 8);
  return { black: 16 * step, white: 235 * step, largest, unit: (219 / 255) * step };
}

/**
 * What the curve makes of each code, with half a code for rounding. Codes beyond black and white are moved by as much as
 * black and white.
 */
function fillTable(table: Float32Array, curve: Float64Array, { black, unit }: Codes): void {
  for (let code = 0; code < table.length; code++) {
    const luma = Math.min(Math.max((code - black) / unit, 0), 255);
    const below = Math.min(Math.floor(luma), 254);
    const value = curve[below]! + (luma - below) * (curve[below + 1]! - curve[below]!);
    table[code] = code + (value - luma) * unit + 0.5;
  }
}
