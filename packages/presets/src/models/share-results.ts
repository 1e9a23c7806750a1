import type { Colorizer, RgbImage } from '@havc/core';

/**
 * A colourizer that is asked once for each picture, however often the picture is given: several parts of a recipe may
 * want the same model's colours of the same frame. A picture counts by identity, and must not change while it is in use;
 * neither must the result, which all that asked get.
 */
export function shareResults(colorizer: Colorizer): Colorizer {
  const known = new WeakMap<RgbImage, Promise<RgbImage>>();
  return {
    colorize(image, options) {
      const running = known.get(image);
      if (running) return running;
      const result = colorizer.colorize(image, options);
      known.set(image, result);
      // A failure isn't kept: who asks again, tries again.
      result.catch(() => known.delete(image));
      return result;
    },
    dispose: () => colorizer.dispose(),
  };
}
