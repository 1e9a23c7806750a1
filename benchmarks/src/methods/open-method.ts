import { type Frame, HavcError, type RgbImage, type Stage } from '@havc/core';
import { compile, createModelPool, type LoadModelOptions, type ModelPool, recipeFileReader } from '@havc/presets';
import type { Method } from './method.ts';

/** What `renderFactor: "auto"` goes by for photographs: one network for all of them, whatever their sizes. */
const STILL_SIZE = { width: 4096, height: 4096 };

/** A method whose models are loaded. */
export interface OpenMethod extends AsyncDisposable {
  /** Colours one picture by itself, as `havc colorize` does; pictures may have any sizes. */
  colorize(image: RgbImage): Promise<RgbImage>;
  /** Colours the frames of one film, which come at the recipe's size. */
  stageFor(size: { readonly width: number; readonly height: number }): Promise<Stage>;
  /** Device names of what was loaded, each once: `cpu`. */
  readonly devices: readonly string[];
  /** What must be said of the colours of what was loaded, each once: that they are a preview. */
  readonly notices: readonly string[];
  dispose(): Promise<void>;
}

/**
 * Makes a method ready. The built-in model never stands in for another: results must be those of what they are called by.
 *
 * @param film - whether it will see the frames of one film in their order, rather than single pictures.
 * @throws HavcError `MODEL_MISSING` where weights aren't there, and as `compile` of `@havc/presets` does.
 */
export async function openMethod(method: Method, models: LoadModelOptions, film: boolean): Promise<OpenMethod> {
  const pool = createModelPool({ ...models, film });
  const compiled = (size: { readonly width: number; readonly height: number }) =>
    compile(method.recipe, { models: pool, size, readFile: recipeFileReader(method.folder), signal: models.signal });
  return {
    async colorize(image) {
      await using ready = await compiled(STILL_SIZE);
      for await (const { image: colored } of ready.stage(single(image))) return colored;
      throw new HavcError('INFERENCE_FAILED', `${method.label} gave no picture back.`);
    },
    async stageFor(size) {
      return (await compiled(size)).stage;
    },
    get devices() {
      return devicesOf(pool);
    },
    get notices() {
      return [...new Set(pool.loaded.flatMap(({ notice }) => notice ?? []))];
    },
    dispose: () => pool.dispose(),
    [Symbol.asyncDispose]: () => pool.dispose(),
  };
}

async function* single(image: RgbImage): AsyncGenerator<Frame> {
  yield { index: 0, time: 0, image };
}

function devicesOf(pool: ModelPool): readonly string[] {
  return [...new Set(pool.loaded.flatMap(({ device }) => (device === undefined ? [] : [device])))];
}
