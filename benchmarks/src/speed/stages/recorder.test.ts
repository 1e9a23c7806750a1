import { createRgbImage, type RgbImage } from '@havc/core';
import type { LoadedModel } from '@havc/presets';
import { describe, expect, it } from 'vitest';
import { createModelRecorder } from './recorder.ts';

const flat = (value: number, width = 4, height = 2) =>
  createRgbImage(width, height, new Uint8Array(width * height * 3).fill(value));

/** A model that adds 100 to each code, and counts. */
function brighter() {
  const calls: RgbImage[] = [];
  const load = async (): Promise<LoadedModel> => ({
    ...{ name: 'eccv16', device: 'cpu', attempts: [], notice: undefined },
    colorizer: {
      async colorize(image) {
        calls.push(image);
        return createRgbImage(image.shape[1]!, image.shape[0]!, image.data.map((code) => code + 100) as Uint8Array);
      },
      dispose: async () => {},
    },
  });
  return { load, calls };
}

describe('a recorder of models', () => {
  it('passes pictures on, and writes them down only while it records', async () => {
    const { load, calls } = brighter();
    const recorder = createModelRecorder(load);
    const { colorizer } = await recorder.load({ model: 'eccv16' }, {});
    await colorizer.colorize(flat(1));
    recorder.record(true);
    expect((await colorizer.colorize(flat(2))).data[0]).toBe(102);
    recorder.record(false);
    await colorizer.colorize(flat(3));
    expect(calls).toHaveLength(3);
    const [model] = recorder.models;
    expect(model!.pictures.map(({ input, output }) => [input.data[0], output.data[0]])).toEqual([[2, 102]]);
    expect(model!.bytes).toBe(2 * 4 * 2 * 3);
  });

  it('keeps a picture as it was when it came', async () => {
    const recorder = createModelRecorder(brighter().load);
    const { colorizer } = await recorder.load({ model: 'eccv16' }, {});
    recorder.record(true);
    const image = flat(7);
    await colorizer.colorize(image);
    image.data.fill(9);
    expect(recorder.models[0]!.pictures[0]!.input.data[0]).toBe(7);
  });

  it('replays what was given, each picture for several in a row, without asking the model', async () => {
    const { load, calls } = brighter();
    const recorder = createModelRecorder(load);
    const { colorizer } = await recorder.load({ model: 'eccv16' }, {});
    recorder.record(true);
    for (const value of [1, 2]) await colorizer.colorize(flat(value));
    // A tile of another size has an order of its own.
    await colorizer.colorize(flat(50, 2, 2));
    recorder.record(false);
    const replay = (await recorder.replay(3)({ model: 'eccv16' }, {})).colorizer;
    const codes: number[] = [];
    for (let asked = 0; asked < 7; asked++) {
      codes.push((await replay.colorize(flat(0))).data[0]!);
      expect((await replay.colorize(flat(0, 2, 2))).data[0]).toBe(150);
    }
    expect(codes).toEqual([101, 101, 101, 102, 102, 102, 102]);
    expect(calls).toHaveLength(3);
  });

  it('forgets', async () => {
    const recorder = createModelRecorder(brighter().load);
    const { colorizer } = await recorder.load({ model: 'eccv16' }, {});
    recorder.record(true);
    await colorizer.colorize(flat(1));
    recorder.forget();
    expect(recorder.models[0]).toMatchObject({ pictures: [], bytes: 0 });
  });

  it('has no answer for a picture of a size that it never saw, or a model that it never loaded', async () => {
    const recorder = createModelRecorder(brighter().load);
    await recorder.load({ model: 'eccv16' }, {});
    const replay = (await recorder.replay(1)({ model: 'eccv16' }, {})).colorizer;
    await expect(replay.colorize(flat(0))).rejects.toThrow('no picture of 2x4x3 was recorded');
    await expect(recorder.replay(1)({ model: 'siggraph17' }, {})).rejects.toThrow('siggraph17 was not recorded');
  });
});
