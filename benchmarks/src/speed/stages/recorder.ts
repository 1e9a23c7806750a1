import { type Colorizer, createRgbImage, type RgbImage, sizeOf, toContiguous } from '@havc/core';
import { type LoadedModel, type LoadModelOptions, loadModel, type ModelRequest } from '@havc/presets';

/** A picture as a model got it, and what it gave. */
export interface RecordedPicture {
  readonly input: RgbImage;
  readonly output: RgbImage;
}

/** A model, and what went through it while it was recorded. */
export interface RecordedModel {
  readonly model: LoadedModel;
  readonly pictures: readonly RecordedPicture[];
  /** The bytes of these pictures. */
  readonly bytes: number;
}

/** Loads the models of a pool, and can write down what goes through them. */
export interface ModelRecorder {
  /** For `createModelPool`. */
  readonly load: (request: ModelRequest, options: LoadModelOptions) => Promise<LoadedModel>;
  /** What is loaded, with what was recorded. */
  readonly models: readonly RecordedModel[];
  /** Records from now on, or stops. */
  record(isOn: boolean): void;
  /** Forgets what was recorded. */
  forget(): void;
  /**
   * For the `createModelPool` of a replay: models that give what was recorded, at once.
   *
   * @param stretch - how many times as many pictures are asked for as were recorded. Each is then given that often, so
   * that colours stay as steady as they were.
   */
  replay(stretch: number): ModelRecorder['load'];
}

interface Tape {
  readonly model: LoadedModel;
  pictures: RecordedPicture[];
  bytes: number;
}

/** A recorder with nothing loaded yet. */
export function createModelRecorder(load: ModelRecorder['load'] = loadModel): ModelRecorder {
  const tapes = new Map<string, Tape>();
  let isOn = false;
  return {
    async load(request, options) {
      const model = await load(request, options);
      const tape: Tape = { model, pictures: [], bytes: 0 };
      tapes.set(keyOf(request), tape);
      const colorizer: Colorizer = {
        async colorize(image, work) {
          if (!isOn) return model.colorizer.colorize(image, work);
          // Whoever made the picture may use its memory again.
          const input = copyOf(image);
          const output = await model.colorizer.colorize(image, work);
          tape.pictures.push({ input, output });
          tape.bytes += input.data.length + output.data.length;
          return output;
        },
        dispose: () => model.colorizer.dispose(),
      };
      return { ...model, colorizer };
    },
    get models() {
      return [...tapes.values()];
    },
    record(on) {
      isOn = on;
    },
    forget() {
      for (const tape of tapes.values()) {
        tape.pictures = [];
        tape.bytes = 0;
      }
    },
    replay(stretch) {
      return async (request) => {
        const tape = tapes.get(keyOf(request));
        if (!tape) throw new Error(`${request.model} was not recorded`);
        return { ...tape.model, colorizer: replayOf(tape, stretch) };
      };
    },
  };
}

/** Gives the recorded pictures of a size in their order, each as often as is said, and the last one on and on. */
function replayOf({ pictures }: Tape, stretch: number): Colorizer {
  const bySize = new Map<string, { readonly outputs: RgbImage[]; asked: number }>();
  for (const { output } of pictures) {
    const key = output.shape.join();
    const entry = bySize.get(key) ?? { outputs: [], asked: 0 };
    entry.outputs.push(output);
    bySize.set(key, entry);
  }
  return {
    async colorize(image) {
      const entry = bySize.get(image.shape.join());
      if (!entry) throw new Error(`no picture of ${image.shape.join('x')} was recorded`);
      const at = Math.min(entry.outputs.length - 1, Math.floor(entry.asked++ / stretch));
      return entry.outputs[at]!;
    },
    dispose: async () => {},
  };
}

/** A pool asks for the same settings in the same words. */
function keyOf(request: ModelRequest): string {
  return JSON.stringify(Object.entries(request).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function copyOf(image: RgbImage): RgbImage {
  const { width, height } = sizeOf(image);
  return createRgbImage(width, height, Uint8Array.from(toContiguous(image)));
}
