import { type Colorizer, createRgbImage, type RgbImage, replaceLuma, sizeOf, toContiguous } from '@havc/core';
import type { LoadedModel, ModelRequest } from '../../models/load-model.ts';
import { createModelPool, type ModelPool, type ModelPoolOptions } from '../../models/model-pool.ts';

/** A pool of made models, and what has happened to them. */
export interface FakePool {
  readonly pool: ModelPool;
  /** What was loaded, in order. */
  readonly loaded: ModelRequest[];
  /** Which models were asked, in order. */
  readonly asked: string[];
  /** How many were freed. */
  disposed(): number;
}

/** What a made model of this name and render factor makes of a picture: loud colours on its luma, by place and tone. */
export function fakeColors(image: RgbImage, model: string, renderFactor = 0): RgbImage {
  const seed = [...`${model} ${renderFactor}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
  const { width, height } = sizeOf(image);
  const source = toContiguous(image);
  const painted = createRgbImage(width, height);
  for (let i = 0; i < source.length; i++) {
    const pixel = Math.trunc(i / 3);
    const x = pixel % width;
    const y = Math.trunc(pixel / width);
    // Slow waves, so that a neighbour's colours differ and yet belong together.
    const wave = Math.sin((x * (1 + (seed % 3)) + y * 2 + (i % 3) * 40 + seed) / 20);
    painted.data[i] = Math.min(255, Math.max(0, Math.round(source[i]! + 90 * wave * ((seed % 7) / 7 + 0.3))));
  }
  return replaceLuma(image, painted, painted);
}

/** A made model as a colourizer. */
export function fakeColorizer(model: string, renderFactor?: number): Colorizer {
  return {
    colorize: async (image) => fakeColors(image, model, renderFactor),
    dispose: async () => {},
  };
}

/**
 * A pool whose models are made ones.
 *
 * @param load - what loads a model in their place, where it isn't the usual one.
 */
export function createFakePool(
  options: ModelPoolOptions = {},
  load?: (request: ModelRequest) => Promise<Colorizer>,
): FakePool {
  const loaded: ModelRequest[] = [];
  const asked: string[] = [];
  let disposed = 0;
  const pool = createModelPool({
    ...options,
    load: async (request): Promise<LoadedModel> => {
      loaded.push(request);
      const made = await (load?.(request) ?? fakeColorizer(request.model, request.renderFactor));
      const colorizer: Colorizer = {
        colorize(image, run) {
          asked.push(request.model);
          return made.colorize(image, run);
        },
        async dispose() {
          disposed++;
          await made.dispose();
        },
      };
      return { name: request.model, colorizer, device: 'cpu', attempts: [], notice: undefined };
    },
  });
  return { pool, loaded, asked, disposed: () => disposed };
}
