import fc from 'fast-check';
import ndarray, { type NdArray } from 'ndarray';
import { describe, expect, it } from 'vitest';
import { noise } from '../testing/images.ts';
import { cubic, lanczos, type ResampleFilter, triangle } from './filters.ts';
import { resizePillow } from './pillow.ts';
import { pillowColumnsAtATime, resizePillowStrip } from './pillow-strip.ts';
import { type PillowTable, pillowTable } from './pillow-table.ts';
import { rowOrder } from './row-order.ts';
import { resizeSpline64 } from './spline.ts';
import { stripsOf } from './strips.ts';

const side = fc.integer({ min: 1, max: 40 });
const filters = fc.constantFrom(triangle(), cubic(-0.5), lanczos(3));

function taskOf(image: NdArray<Uint8Array>, width: number, height: number, filter: ResampleFilter) {
  const [rows, columns, channels] = image.shape as [number, number, number];
  const [x, y] = [pillowTable(columns, width, filter), pillowTable(rows, height, filter)];
  const out = ndarray(new Uint8Array(width * height * channels), [height, width, channels]);
  return { image, out, channels, x, y, order: rowOrder(y) };
}

/** Weight number n of an output, put together from its halves. */
function weightOf({ weights, pairs }: PillowTable, output: number, n: number): number {
  const place = 2 * (pairs * output + (n >> 1));
  const half = (word: number) => (n % 2 === 0 ? (word << 16) >> 16 : word >> 16);
  return half(weights[place]!) * 2048 + half(weights[place + 1]!);
}

describe('pillowTable', () => {
  it('has weights that add up to 1 and whose halves fit into 16 bits', () => {
    fc.assert(
      fc.property(side, side, filters, (inputs, outputs, filter) => {
        const table = pillowTable(inputs, outputs, filter);
        for (let output = 0; output < outputs; output++) {
          const count = table.counts[output]!;
          const sum = Array.from({ length: count }, (_, n) => weightOf(table, output, n)).reduce((a, b) => a + b, 0);
          // Each is rounded.
          expect(Math.abs(sum - 2 ** 22)).toBeLessThanOrEqual(count / 2);
        }
      }),
    );
  });
});

describe('resizePillowStrip', () => {
  it('equals plain sums of integers, whatever the width of the strips', () => {
    const channels = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(
        side,
        side,
        side,
        side,
        channels,
        filters,
        fc.integer({ min: 1, max: 9 }),
        (w, h, W, H, c, filter, n) => {
          const task = taskOf(noise(w, h, c), W, H, filter);
          for (const strip of stripsOf(task.x, n)) resizePillowStrip(task, strip);
          expect(task.out.data).toEqual(resizeSlowly(task).data);
        },
      ),
    );
  });

  it('keeps strips of wide pictures small', () => {
    const columns = (width: number) =>
      pillowColumnsAtATime(taskOf(ndarray(new Uint8Array(3 * width), [1, width, 3]), width, 1, triangle()));
    expect(columns(1920)).toBeGreaterThan(1920);
    expect(columns(65_536)).toBeLessThan(20_000);
  });

  it.each([
    ['resizePillow', resizePillow],
    ['resizeSpline64', resizeSpline64<Uint8Array>],
  ])('takes more memory where a pixel needs more samples than fit: %s', (_, resize) => {
    const image = ndarray(new Uint8Array(3 * 70_000), [1, 70_000, 3]);
    image.data.fill(99);
    expect([...resize(image, { width: 1, height: 1 }).data]).toEqual([99, 99, 99]);
    expect([...resize(image.transpose(1, 0, 2), { width: 1, height: 1 }).data]).toEqual([99, 99, 99]);
  });
});

function resizeSlowly({ image, out, x, y, channels }: ReturnType<typeof taskOf>): NdArray<Uint8Array> {
  const along = (table: PillowTable, output: number, sample: (input: number) => number) => {
    let sum = 2 ** 21;
    for (let n = 0; n < table.counts[output]!; n++) {
      sum += weightOf(table, output, n) * sample(table.starts[output]! + n);
    }
    return Math.min(255, Math.max(0, Math.floor(sum / 2 ** 22)));
  };
  const result = ndarray(new Uint8Array(out.size), out.shape);
  for (let c = 0; c < channels; c++) {
    for (let column = 0; column < x.outputs; column++) {
      const filtered = Array.from({ length: image.shape[0]! }, (_, row) =>
        along(x, column, (input) => image.get(row, input, c)),
      );
      for (let row = 0; row < y.outputs; row++)
        result.set(
          row,
          column,
          c,
          along(y, row, (input) => filtered[input]!),
        );
    }
  }
  return result;
}
