import { type Colorizer, HavcError } from '@havc/core';

/**
 * How often in one run: an accident (a driver's hiccup, a process that the system ended) is got over, while a fault that
 * comes back with every frame soon ends the run.
 */
const MAX_RETRIES = 3;

/**
 * A colourizer that tries a picture again when its inference process has failed, which starts a fresh process.
 *
 * @param onRetry - told why, each time.
 * @throws (from `colorize`) the colourizer's own `INFERENCE_FAILED` when the same picture fails again, or after three
 * failures; all other errors as they come.
 */
export function retryColorizer(colorizer: Colorizer, onRetry: (error: HavcError) => void): Colorizer {
  let retries = 0;
  return {
    async colorize(image, options) {
      try {
        return await colorizer.colorize(image, options);
      } catch (error) {
        if (!HavcError.is(error, 'INFERENCE_FAILED') || options?.signal?.aborted || retries >= MAX_RETRIES) throw error;
        retries++;
        onRetry(error);
        return colorizer.colorize(image, options);
      }
    },
    dispose: () => colorizer.dispose(),
  };
}
