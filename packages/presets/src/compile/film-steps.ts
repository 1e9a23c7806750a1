import { mapFrames, pipe, type RgbImage, replaceLuma, type Stage } from '@havc/core';
import { chromaLimiter, deflicker, type StabilizeChromaOptions, stabilizeChroma, stabilizer } from '@havc/filters';
import { FILM_STEP_NAMES, type FilmStep, type PictureStep, type Step } from '../recipe/step-schemas.ts';
import { pictureFilters, type ReadRecipeFile } from './picture-steps.ts';

/** What steps need besides. */
export interface StepContext {
  readonly readFile?: ReadRecipeFile | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Whether a step sees the film as a stream. */
export function isFilmStep(step: Step): step is FilmStep {
  return (FILM_STEP_NAMES as readonly string[]).includes(step.filter);
}

/**
 * Steps as stages, in their order; those for one picture that stand side by side become one stage.
 *
 * @throws HavcError as `pictureFilters` does, and for what a stage refuses.
 */
export async function filmStages(steps: readonly Step[], context: StepContext): Promise<readonly Stage[]> {
  const stages: Stage[] = [];
  let single: PictureStep[] = [];
  const flush = async () => {
    if (single.length === 0) return;
    stages.push(mapPictures(await pictureFilters(single, context.readFile), context.signal));
    single = [];
  };
  for (const step of steps) {
    if (isFilmStep(step)) {
      await flush();
      stages.push(stageOf(step, context.signal));
    } else single.push(step);
  }
  await flush();
  return stages;
}

/** A stage that does something to each picture. */
export function mapPictures(
  change: (image: RgbImage, work: { readonly signal: AbortSignal }) => RgbImage | Promise<RgbImage>,
  signal: AbortSignal | undefined,
  concurrency = 1,
): Stage {
  return mapFrames(
    (frame, work) => {
      const image = change(frame.image, work);
      if (image instanceof Promise) return image.then((changed) => ({ ...frame, image: changed }));
      return image === frame.image ? frame : { ...frame, image };
    },
    { concurrency, ...(signal && { signal }) },
  );
}

/** Stages one after the other as one. */
export function chain(stages: readonly Stage[]): Stage {
  return (frames) =>
    stages.reduce<AsyncIterable<never>>((stream, stage) => pipe(stream, stage) as never, frames as never);
}

/** A stage, after which each frame has the luma back that it came with. */
export function keepLuma(stage: Stage, signal: AbortSignal | undefined): Stage {
  return (frames) => {
    // Frames keep their order, so the pictures of those that are on their way stand in a queue.
    const originals: RgbImage[] = [];
    const remember = mapPictures((image) => {
      originals.push(image);
      return image;
    }, signal);
    const restore = mapPictures((image) => replaceLuma(originals.shift()!, image), signal);
    return chain([remember, stage, restore])(frames);
  };
}

function stageOf(step: FilmStep, signal: AbortSignal | undefined): Stage {
  const stop = signal ? { signal } : {};
  switch (step.filter) {
    case 'stabilizer': {
      const { renderFactor, dark, smooth, hues, stabilize, deflicker: calm } = step;
      return stabilizer({
        renderFactor: renderFactor === 'auto' ? 0 : renderFactor,
        ...(dark && { dark: withoutNull(dark) }),
        ...(smooth && { smooth: withoutNull(smooth) }),
        ...(hues && { colorMap: hues }),
        ...(stabilize && { stabilize: withoutNull(stabilize) as StabilizeChromaOptions }),
        deflicker: calm ?? 'off',
        ...stop,
      });
    }
    case 'stabilize-chroma': {
      const { filter: _, ...options } = step;
      return stabilizeChroma({ ...(withoutNull(options) as StabilizeChromaOptions), ...stop });
    }
    case 'deflicker': {
      const { filter: _, keepLuma: keeps, ...options } = step;
      const stage = deflicker({ ...options, ...stop });
      return keeps ? keepLuma(stage, signal) : stage;
    }
    case 'limit-chroma': {
      const { filter: _, ...options } = step;
      return chromaLimiter({ ...options, ...stop });
    }
  }
}

/** Options without those that are null, which stands for none. */
function withoutNull<Options extends { readonly hues: unknown }>({ hues, ...options }: Options) {
  return { ...options, ...(hues === null ? {} : { hues: hues as NonNullable<Options['hues']> }) };
}
