import { HavcError, throwIfAborted } from '@havc/core';
import { readStill, reserveOutput, stillFormatOf } from '@havc/media';
import sharp, { type Sharp } from 'sharp';
import type { CompareLayout } from './compare-request.ts';

/** How {@link compareImages} works. */
export interface CompareImagesOptions {
  readonly layout: CompareLayout;
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
}

/** Width of the white line between the two, pixels; as in the comparison of films. */
const LINE_WIDTH = 2;

/**
 * Writes two images as one: `b` is brought to the size of `a`; sRGB, 8 bits, transparent parts white.
 *
 * @param output - a name that ends in .png, .jpg, .webp or .tiff.
 * @throws HavcError as `readStill` and `reserveOutput` do; `OUTPUT_UNSUPPORTED` for a name without such an ending, or a
 * comparison too large for the format.
 */
export async function compareImages(
  a: string,
  b: string,
  output: string,
  options: CompareImagesOptions,
): Promise<void> {
  const { layout, overwrite, signal } = options;
  if (stillFormatOf(output) === undefined) {
    throw new HavcError(
      'OUTPUT_UNSUPPORTED',
      `The comparison ${JSON.stringify(output)} needs a name that ends in .png, .jpg, .webp or .tiff.`,
      { details: { path: output } },
    );
  }
  // Reading them says what is wrong with a file better than sharp does, and how large it is upright.
  const { width, height } = await readStill(a, { signal });
  await readStill(b, { signal });
  await using reserved = await reserveOutput(output, { overwrite, inputs: [a, b] });
  const left = upright(a);
  const right = upright(b).resize({ width, height, fit: 'fill' });
  const halves =
    layout === 'side-by-side' ? sideBySide(left, right, { width, height }) : split(left, right, { width, height });
  const picture = await halves;
  throwIfAborted(signal);
  try {
    await picture.toFile(reserved.temporaryPath);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HavcError('OUTPUT_UNSUPPORTED', `The comparison ${JSON.stringify(output)} can't be written: ${why}.`, {
      details: { path: output },
      cause,
    });
  }
  throwIfAborted(signal);
  await reserved.commit();
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function upright(path: string): Sharp {
  return sharp(path, { limitInputPixels: false }).autoOrient().toColourspace('srgb').flatten({ background: '#fff' });
}

async function sideBySide(left: Sharp, right: Sharp, { width, height }: Size): Promise<Sharp> {
  return canvas({ width: width * 2 + LINE_WIDTH, height }).composite([
    { input: await left.png().toBuffer(), left: 0, top: 0 },
    { input: await right.png().toBuffer(), left: width + LINE_WIDTH, top: 0 },
  ]);
}

async function split(left: Sharp, right: Sharp, { width, height }: Size): Promise<Sharp> {
  const middle = Math.floor(width / 2);
  // A pixel's width can't be halved: the result is shown whole.
  if (middle === 0) return right;
  const half = sharp(await right.png().toBuffer()).extract({ left: middle, top: 0, width: width - middle, height });
  return canvas({ width, height }).composite([
    { input: await left.png().toBuffer(), left: 0, top: 0 },
    { input: await half.png().toBuffer(), left: middle, top: 0 },
    { input: await canvas({ width: LINE_WIDTH, height }).png().toBuffer(), left: middle - LINE_WIDTH / 2, top: 0 },
  ]);
}

function canvas({ width, height }: Size): Sharp {
  // What is put onto it brings an alpha channel along, which says nothing here.
  return sharp({ create: { width, height, channels: 3, background: '#fff' }, limitInputPixels: false }).removeAlpha();
}
