import type { AxisTable } from './table.ts';

/** Bytes that a strip should take at most: lines and rows are passed over again and again. */
export const STRIP_BYTES = 3 << 18;

/** Some columns of the target, and those of the source that they are made of; ends not included. */
export interface Strip {
  readonly from: number;
  readonly to: number;
  readonly sourceFrom: number;
  readonly sourceTo: number;
}

/** The target's columns in strips of at most `columns`, so that what is in work at a time is small. */
export function stripsOf({ outputs, starts, counts }: AxisTable, columns: number): Strip[] {
  const strips: Strip[] = [];
  for (let from = 0; from < outputs; from += columns) {
    const to = Math.min(outputs, from + columns);
    let sourceFrom = starts[from]!;
    let sourceTo = 0;
    for (let output = from; output < to; output++) {
      sourceFrom = Math.min(sourceFrom, starts[output]!);
      sourceTo = Math.max(sourceTo, starts[output]! + counts[output]!);
    }
    strips.push({ from, to, sourceFrom, sourceTo });
  }
  return strips;
}

/** What kernels read of each of a strip's columns: the offset in bytes of its first input, and how many it takes. */
export function spotsOf({ starts, counts }: AxisTable, strip: Strip, bytesAPixel: number): Int32Array {
  const spots = new Int32Array(2 * (strip.to - strip.from));
  for (let output = strip.from, n = 0; output < strip.to; output++) {
    spots[n++] = (starts[output]! - strip.sourceFrom) * bytesAPixel;
    spots[n++] = counts[output]!;
  }
  return spots;
}
