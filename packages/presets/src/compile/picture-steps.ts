import { blendImages, createRgbImage, HavcError, type RgbImage, replaceLuma } from '@havc/core';
import {
  adjustHues,
  adjustLumaLevels,
  adjustRgb,
  applyLook,
  applyLut,
  autoLevels,
  balanceRgb,
  darkBlendWeight,
  darkenShadows,
  denoiseRgb,
  frameLuma,
  gateWeight,
  type Lut,
  parseCube,
  retinexRgb,
  smoothChroma,
  type ToneLevel,
  TUNE_LOOKS,
  tuneTone,
  tweakImage,
} from '@havc/filters';
import type { PictureStep } from '../recipe/step-schemas.ts';

/** Changes a picture. May write onto the picture where `out` is that picture itself; otherwise leaves it as it is. */
export type PictureFilter = (image: RgbImage, out?: RgbImage) => RgbImage;

/** Reads a file that a recipe names. */
export type ReadRecipeFile = (file: string) => Promise<Uint8Array>;

/**
 * Steps as one function. The picture that is given stays as it is; without steps it comes back itself.
 *
 * @throws HavcError `RECIPE_INVALID`, `INPUT_MISSING`, `INPUT_UNREADABLE` for a LUT; `OPTION_INVALID` for what a filter
 * refuses.
 */
export async function pictureFilters(
  steps: readonly PictureStep[],
  readFile: ReadRecipeFile | undefined,
): Promise<(image: RgbImage) => RgbImage> {
  const filters = await Promise.all(steps.map((step) => pictureFilter(step, readFile)));
  return (image) => {
    let result = image;
    // After the first step the picture is our own, to be written onto.
    for (const filter of filters) result = result === image ? filter(result) : filter(result, result);
    return result;
  };
}

/** One step as a function, tried out on a picture of one pixel, so that it refuses its options now. */
export async function pictureFilter(step: PictureStep, readFile: ReadRecipeFile | undefined): Promise<PictureFilter> {
  const filter = await filterOf(step, readFile);
  filter(createRgbImage(1, 1));
  return filter;
}

async function filterOf(step: PictureStep, readFile: ReadRecipeFile | undefined): Promise<PictureFilter> {
  switch (step.filter) {
    case 'tweak': {
      const { filter: _, ...options } = step;
      return (image, out) => tweakImage(image, options, out);
    }
    case 'luma-levels': {
      const { filter: _, ...options } = step;
      return (image, out) => adjustLumaLevels(image, options, out);
    }
    case 'hues': {
      const { filter: _, softness, ...change } = step;
      return (image, out) => adjustHues(image, change, { softness }, out);
    }
    case 'darken-shadows': {
      const { filter: _, hues, ...options } = step;
      return (image, out) => darkenShadows(image, { ...options, ...(hues && { hues }) }, out);
    }
    case 'smooth-chroma': {
      const { filter: _, hues, ...options } = step;
      return (image, out) => smoothChroma(image, { ...options, ...(hues && { hues }) }, out);
    }
    case 'denoise': {
      const { filter: _, ...options } = step;
      return (image, out) => denoiseRgb(image, options, out);
    }
    case 'balance': {
      const { filter: _, ...options } = step;
      return (image, out) => balanceRgb(image, options, out);
    }
    case 'adjust-rgb': {
      const { filter: _, ...options } = step;
      return (image, out) => adjustRgb(image, options, out);
    }
    case 'auto-levels': {
      const { filter: _, ...options } = step;
      return (image, out) => autoLevels(image, options, out);
    }
    case 'tune': {
      const { filter: _, ...options } = step;
      const look = options.method === 'look' ? { look: tuneLook(options.level) } : {};
      return (image, out) => tuneTone(image, { ...options, ...look }, out);
    }
    case 'retinex':
      return retinex(step);
    case 'look': {
      const { look, strength, keepLuma } = step;
      return keepingLuma(keepLuma, (image, out) => applyLook(image, { look, strength }, out));
    }
    case 'lut': {
      const lut = await readLut(step, readFile);
      return keepingLuma(step.keepLuma, (image, out) => applyLut(image, lut, { strength: step.strength }, out));
    }
    case 'mix': {
      const inner = await pictureFilters(step.steps, readFile);
      return (image, out) => blendImages(image, inner(image), step.share, out);
    }
  }
}

/** The look that a tune mixes in; see `TUNE_LOOKS`. */
function tuneLook(level: ToneLevel): (image: RgbImage) => RgbImage {
  const { look, strength } = TUNE_LOOKS[level];
  return (image) => applyLook(image, { look, strength });
}

function retinex(step: Extract<PictureStep, { filter: 'retinex' }>): PictureFilter {
  const { from, to, softness, darkBlend, sigmas, cut } = step;
  return (image, out) => {
    const luma = frameLuma(image);
    const kept = darkBlend
      ? darkBlendWeight(luma, { below: 0.4, power: 3, least: 0.25, most: 0.9, softness: 0.05 })
      : 1;
    const weight = gateWeight(luma, { from, to, softness }) * kept;
    return blendImages(image, weight === 0 ? image : retinexRgb(image, { sigmas, cut }), weight, out);
  };
}

function keepingLuma(keepLuma: boolean, filter: PictureFilter): PictureFilter {
  if (!keepLuma) return filter;
  return (image, out) => replaceLuma(image, filter(image), out);
}

async function readLut(
  step: Extract<PictureStep, { filter: 'lut' }>,
  readFile: ReadRecipeFile | undefined,
): Promise<Lut> {
  if (!readFile) {
    throw new HavcError(
      'RECIPE_INVALID',
      `The recipe names the file ${JSON.stringify(step.file)}, but nothing says where files are: pass context.readFile.`,
      { details: { file: step.file } },
    );
  }
  const bytes = await readFile(step.file);
  if (step.sha256 !== undefined) {
    const found = await sha256(bytes);
    if (found !== step.sha256) {
      throw new HavcError(
        'RECIPE_INVALID',
        `${JSON.stringify(step.file)} is another file than the recipe was made with: its SHA-256 is ${found}, not ` +
          `${step.sha256}. Put the right one there, or take sha256 out of the recipe.`,
        { details: { file: step.file } },
      );
    }
  }
  try {
    return parseCube(new TextDecoder().decode(bytes));
  } catch (error) {
    if (!HavcError.is(error)) throw error;
    throw new HavcError(error.code, `${JSON.stringify(step.file)}: ${error.message}`, { cause: error });
  }
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const { createHash } = await import('node:crypto');
  return createHash('sha256').update(bytes).digest('hex');
}
