import { createRgbImage, type Frame, type RgbImage, rgbToGray, type Stage } from '@havc/core';
import { describe, expect, it } from 'vitest';
import type { PreviewColumn } from './preview-column.ts';
import { framesOfRow, type PreviewRow, renderRows } from './render-rows.ts';

const signal = new AbortController().signal;
const options = { cell: 64, signal };

/** A film whose frame n has the luma 8 n, 20 frames long, 128x96 at full size, shown at one frame. */
function column(index: number, reads: [size: number | 'full', around: number][] = []): PreviewColumn {
  return {
    title: String(index),
    picture: { width: 128, height: 96 },
    async read(size, around) {
      reads.push([size, around]);
      const height = size === 'full' ? 96 : Math.min(96, size);
      const frame = (at: number): Frame => {
        const image = createRgbImage(Math.round((height * 4) / 3), height);
        image.data.fill(8 * at);
        return { index: at, time: at / 25, image };
      };
      const frames = Array.from({ length: 20 }, (_, at) => at)
        .filter((at) => Math.abs(at - index) <= around)
        .map(frame);
      return { frames, shown: frames.find((one) => one.index === index)! };
    },
  };
}

function row(stage: Stage, more: Partial<PreviewRow> = {}): PreviewRow {
  return { open: async () => stage, size: 96, around: 4, keepsLuma: false, ...more };
}

/** Gives each frame another picture. */
function recolor(pixel: (frame: Frame) => readonly [number, number, number]): Stage {
  return async function* (frames) {
    for await (const frame of frames) {
      const [height, width] = frame.image.shape as [number, number];
      const color = pixel(frame);
      yield {
        ...frame,
        image: createRgbImage(
          width,
          height,
          Uint8Array.from(frame.image.data, (_, i) => color[i % 3]!),
        ),
      };
    }
  };
}

const pixelOf = (image: RgbImage) => [...image.data.subarray(0, 3)];

describe('renderRows', () => {
  it('gives the source and every row, at the size of the cells', async () => {
    const rows = [row(recolor(() => [200, 0, 0])), row(recolor(() => [0, 200, 0]))];
    const rendered = await renderRows([column(5), column(10)], rows, options);
    expect(rendered.source.map(pixelOf)).toEqual([
      [40, 40, 40],
      [80, 80, 80],
    ]);
    expect(rendered.rows.map(({ pictures }) => pictures.map(pixelOf))).toEqual([
      [
        [200, 0, 0],
        [200, 0, 0],
      ],
      [
        [0, 200, 0],
        [0, 200, 0],
      ],
    ]);
    const pictures = [...rendered.source, ...rendered.rows.flatMap((one) => one.pictures)];
    for (const { shape } of pictures) expect(shape).toEqual([48, 64, 3]);
  });

  it('shows the frame that was chosen, not its neighbours, also where a stage holds frames back', async () => {
    const delayed: Stage = async function* (frames) {
      const all: Frame[] = [];
      for await (const frame of frames) all.push(frame);
      yield* recolor(({ index }) => [index, index, index])(
        (async function* () {
          yield* all;
        })(),
      );
    };
    const rendered = await renderRows([column(7), column(0)], [row(delayed)], options);
    expect(rendered.rows[0]!.pictures.map(pixelOf)).toEqual([
      [7, 7, 7],
      [0, 0, 0],
    ]);
  });

  it('lets a row see the neighbours that it asks for, and one frame before to warm up', async () => {
    const seen: number[][] = [];
    const watch: Stage = async function* (frames) {
      const own: number[] = [];
      seen.push(own);
      for await (const frame of frames) {
        own.push(frame.index);
        yield frame;
      }
    };
    const counted: number[] = [];
    await renderRows([column(10), column(1)], [row(watch, { around: 2 }), row(watch, { around: 0 })], {
      ...options,
      onFrame: (at) => counted.push(at),
    });
    expect(seen).toEqual([[10], [8, 9, 10, 11, 12], [10], [10], [0, 1, 2, 3], [1]]);
    expect(counted.filter((at) => at === 0)).toHaveLength(10);
    // The film's start cut one window by a frame.
    expect(framesOfRow(row(watch, { around: 2 }), 2)).toBe(11);
  });

  it('puts the colours on the luma of the source where that is kept', async () => {
    const stage = recolor(() => [220, 60, 60]);
    const rendered = await renderRows([column(12)], [row(stage, { keepsLuma: true })], options);
    const [picture] = rendered.rows[0]!.pictures;
    const luma = rgbToGray(picture!).data[0]!;
    expect(Math.abs(luma - 96)).toBeLessThanOrEqual(1);
    const [red, green] = pixelOf(picture!);
    expect(red! - green!).toBeGreaterThan(100);
  });

  it('reads the frames once for all rows of one size, and the source sharply though all rows are small', async () => {
    const reads: [number | 'full', number][] = [];
    const identity: Stage = (frames) => frames;
    const rows = [
      row(identity, { size: 16 }),
      row(identity, { size: 24, around: 0 }),
      row(identity, { size: 16, around: 1 }),
    ];
    const rendered = await renderRows([column(3, reads)], rows, options);
    // 49 is the least that has a picture as large as a cell of 48 lines.
    expect(reads).toEqual([
      [24, 0],
      [49, 0],
      [16, 4],
    ]);
    expect(rendered.rows.map(({ pictures }) => pictures[0]!.shape)).toEqual(Array(3).fill([48, 64, 3]));
  });

  it('shows the source alone where there are no rows', async () => {
    const rendered = await renderRows([column(5)], [], options);
    expect(rendered.source.map(pixelOf)).toEqual([[40, 40, 40]]);
  });

  it('gives each row pictures of its own, so that a shared model works for each, and says how large they are', async () => {
    const seen = new Set<RgbImage>();
    const sizes: unknown[] = [];
    const watch: Stage = async function* (frames) {
      for await (const frame of frames) {
        seen.add(frame.image);
        yield frame;
      }
    };
    const open: PreviewRow['open'] = async (size) => {
      sizes.push(size);
      return watch;
    };
    const watched = { ...row(watch, { around: 0 }), open };
    await renderRows([column(5)], [watched, watched], options);
    // Two rows, each with a frame to warm up.
    expect(seen.size).toBe(4);
    expect(sizes).toEqual(Array(2).fill({ width: 128, height: 96 }));
  });

  it('measures the time of a frame without that of warming up', async () => {
    let first = true;
    const slow: Stage = async function* (frames) {
      for await (const frame of frames) {
        // A wait that can't be shorter; what is measured may be longer.
        const until = performance.now() + (first ? 1000 : 20);
        first = false;
        while (performance.now() < until);
        yield frame;
      }
    };
    const rendered = await renderRows([column(5)], [row(slow, { around: 1 })], options);
    expect(rendered.rows[0]!.secondsEach).toBeGreaterThanOrEqual(0.02);
    expect(rendered.rows[0]!.secondsEach).toBeLessThan(0.3);
  });

  it('stops when the run is aborted', async () => {
    const controller = new AbortController();
    const stage: Stage = async function* (frames) {
      for await (const frame of frames) {
        controller.abort();
        yield frame;
      }
    };
    const run = renderRows([column(5)], [row(stage), row(stage)], { cell: 64, signal: controller.signal });
    await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('says so when a stage swallows the frame', async () => {
    const nothing: Stage = async function* () {};
    await expect(renderRows([column(5)], [row(nothing)], options)).rejects.toThrow(/nothing for frame 5/);
  });
});
