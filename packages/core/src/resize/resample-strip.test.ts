import fc from 'fast-check';
import ndarray, { type NdArray } from 'ndarray';
import { describe, expect, it } from 'vitest';
import type { Samples } from '../kernel-arguments.ts';
import { columnsAtATime, type ResampleTask, resampleStrip } from './resample-strip.ts';
import { rowOrder } from './row-order.ts';
import { stripsOf } from './strips.ts';
import { type ResampleTable, resampleTable } from './table.ts';

const NONE = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/** Any table over so many inputs; outputs may go back and leave inputs out. */
function tables(inputs: number): fc.Arbitrary<ResampleTable> {
  const weight = fc.double({ min: -2, max: 2, noNaN: true });
  const shares = fc.record({ start: fc.nat(inputs - 1), weights: fc.array(weight, { minLength: 1, maxLength: 7 }) });
  return fc.array(shares, { minLength: 1, maxLength: 9 }).map((outputs) =>
    resampleTable(outputs.length, 7, (output, add) => {
      const { start, weights } = outputs[output]!;
      for (const [n, share] of weights.entries()) if (start + n < inputs) add(start + n, share);
    }),
  );
}

function sampled(kind: new (length: number) => Samples, list: readonly number[]): Samples {
  const samples = new kind(list.length);
  for (const [n, value] of list.entries()) samples[n] = value / 3;
  return samples;
}

/** A picture of one of the sample types, and tables for both its axes. */
const cases = fc
  .record({
    width: fc.integer({ min: 1, max: 9 }),
    height: fc.integer({ min: 1, max: 9 }),
    channels: fc.integer({ min: 1, max: 4 }),
    kind: fc.constantFrom(Uint8Array, Uint16Array, Float32Array),
  })
  .chain(({ width, height, channels, kind }) =>
    fc.record({
      image: fc
        .array(fc.nat(255), { minLength: width * height * channels, maxLength: width * height * channels })
        .map((list) => ndarray<Samples>(sampled(kind, list), [height, width, channels])),
      x: tables(width),
      y: tables(height),
      columnsFirst: fc.boolean(),
      clips: fc.boolean(),
    }),
  );

interface Case {
  readonly image: NdArray<Samples>;
  readonly x: ResampleTable;
  readonly y: ResampleTable;
  readonly columnsFirst: boolean;
  readonly clips: boolean;
}

function taskOf({ image, x, y, columnsFirst, clips }: Case): ResampleTask {
  const channels = image.shape[2]!;
  const kind = image.data.constructor as new (length: number) => Samples;
  const out = ndarray(new kind(x.outputs * y.outputs * channels), [y.outputs, x.outputs, channels]);
  const isWhole = !(image.data instanceof Float32Array);
  const [between, final] = [clips ? ([10, 200] as const) : NONE, isWhole ? ([0, 250] as const) : NONE];
  return { image, out, channels, x, y, order: rowOrder(y), columnsFirst, between, final };
}

describe('resampleStrip', () => {
  it('equals plain sums bit for bit, whatever the tables and the width of the strips', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 4 }), (one, columns) => {
        const task = taskOf(one);
        for (const strip of stripsOf(one.x, columns)) resampleStrip(task, strip);
        expect(task.out.data).toEqual(resampleSlowly(task).data);
      }),
    );
  });

  it('keeps what is not a number where it is', () => {
    const image = ndarray(Float32Array.of(1, Number.NaN, Number.POSITIVE_INFINITY, 4), [2, 2, 1]);
    const same = resampleTable(2, 1, (output, add) => add(output, 1));
    const task = taskOf({ image, x: same, y: same, columnsFirst: false, clips: false });
    for (const strip of stripsOf(same, 2)) resampleStrip(task, strip);
    expect([...task.out.data]).toEqual([...image.data]);
  });
});

describe('columnsAtATime', () => {
  it('takes small pictures whole and leaves room for wide ones in a megabyte', () => {
    const table = (outputs: number) => resampleTable(outputs, 8, (output, add) => add(output, 1));
    const columns = (width: number) => {
      const image = ndarray(new Uint8Array(3 * width), [1, width, 3]);
      return columnsAtATime(taskOf({ image, x: table(width), y: table(1), columnsFirst: false, clips: true }));
    };
    expect(columns(854)).toBeGreaterThan(854);
    expect(columns(65_536)).toBeLessThan(3000);
  });
});

/** The definition: first axis share by share, second axis two by two. */
function resampleSlowly({ image, out, channels, x, y, columnsFirst, between, final }: ResampleTask) {
  const result = ndarray(new (out.data.constructor as new (length: number) => Samples)(out.size), out.shape);
  const clip = (value: number, [low, high]: readonly [number, number]) => Math.min(high, Math.max(low, value));
  const oneByOne = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
  const twoByTwo = (values: number[]) => {
    let sum = values.length % 2 === 1 ? 0 + values[0]! : 0;
    for (let n = values.length % 2; n < values.length; n += 2) sum += values[n]! + values[n + 1]!;
    return sum;
  };
  const sumOver = (table: ResampleTable, output: number, add: typeof oneByOne, sample: (input: number) => number) =>
    add(
      Array.from(
        { length: table.counts[output]! },
        (_, n) => table.weights[output * table.span + n]! * sample(table.starts[output]! + n),
      ),
    );
  for (let row = 0; row < y.outputs; row++) {
    for (let column = 0; column < x.outputs; column++) {
      for (let c = 0; c < channels; c++) {
        const [first, second] = columnsFirst ? [y, x] : [x, y];
        const [at, then] = columnsFirst ? [row, column] : [column, row];
        const value = sumOver(second, then, twoByTwo, (other) =>
          clip(
            sumOver(first, at, oneByOne, (n) => (columnsFirst ? image.get(n, other, c) : image.get(other, n, c))),
            between,
          ),
        );
        const clipped = clip(value, final);
        result.set(row, column, c, out.data instanceof Float32Array ? clipped : Math.trunc(clipped + 0.5));
      }
    }
  }
  return result;
}
