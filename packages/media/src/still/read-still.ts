import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createRgbImage, HavcError, throwIfAborted } from '@havc/core';
import type { Metadata } from 'sharp';
import { openStill, releaseFiles, toRgb, untilStopped } from './decode-still.ts';
import { describeProfile, rgbProfileFromGray } from './icc-profile.ts';
import { sniffStill } from './sniff-still.ts';
import type { Still, StillFormat, StillOriginal } from './still.ts';
import { decodeError, formatError, openError } from './still-error.ts';

/** How {@link readStill} reads. */
export interface ReadStillOptions {
  /** The shorter side of the working picture, at most, in pixels; a smaller picture keeps its size. Default: 480. */
  readonly size?: number;
  /** Pixels that the full picture may have at most, so that a small file can't fill the memory. Default: 512 million. */
  readonly maxPixels?: number;
  readonly signal?: AbortSignal;
}

/** 512 million pixels: twice a 16000x16000 scan. */
const DEFAULT_MAX_PIXELS = 512e6;
/** The longest side in pixels. JPEG ends here too; rows stay small enough to be handled whole. */
const MAX_SIDE = 65_535;

/**
 * Reads a PNG, JPEG, WebP or TIFF, 8 or 16 bits, upright and at working size.
 *
 * EXIF orientation is applied to the pixels. RGB stays in the file's own space, whose profile goes along to the output;
 * gray stays as it is (a gray profile becomes an RGB one with the same tone curve); CMYK is converted to sRGB. Of a
 * TIFF with several pages the first is read, and the notes say so. The file is only ever read.
 *
 * @throws HavcError `INPUT_MISSING`; `INPUT_UNREADABLE` for what is empty, damaged, cut short or no picture;
 * `INPUT_UNSUPPORTED` for other formats, animations, more than `maxPixels`, and samples that are neither RGB, gray nor
 * CMYK of 8 or 16 bits; `OPTION_INVALID`; `ABORTED`.
 */
export async function readStill(input: string, options: ReadStillOptions = {}): Promise<Still> {
  try {
    return await read(input, options);
  } finally {
    releaseFiles();
  }
}

async function read(input: string, options: ReadStillOptions): Promise<Still> {
  const { size = 480, maxPixels = DEFAULT_MAX_PIXELS, signal } = options;
  ensurePositive(size, 'options.size');
  ensurePositive(maxPixels, 'options.maxPixels');
  throwIfAborted(signal);

  const { file, format } = await identify(input);
  const picture = await openStill(input, maxPixels);
  const metadata = await untilStopped(
    picture.metadata().catch((error) => {
      throw metadataError(error, input, format, maxPixels);
    }),
    signal,
  );
  ensureSupported(metadata, input);
  const description = describe(metadata, format);
  const { width, height } = description;
  const scale = Math.min(1, size / Math.min(width, height));
  const small = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const { data } = await untilStopped(
    toRgb(picture, description, 8)
      .autoOrient()
      .resize({ ...small, fit: 'fill' })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
      .catch((error) => {
        throw decodeError(error, input, format);
      }),
    signal,
  );
  return {
    ...description,
    path: input,
    image: createRgbImage(small.width, small.height, new Uint8Array(data.buffer, data.byteOffset, data.length)),
    original: {
      ...description.original,
      bytes: file.size,
      modifiedNanoseconds: file.mtimeNs,
      maxPixels,
    },
  };
}

/** Says what format a file holds, or why it can't be read. */
async function identify(input: string): Promise<{ file: BigIntStats; format: StillFormat }> {
  try {
    const file = await stat(input, { bigint: true });
    if (!file.isFile()) {
      throw new HavcError(
        'INPUT_UNREADABLE',
        `${JSON.stringify(input)} is ${file.isDirectory() ? 'a folder' : 'no plain file'}: give the name of a picture.`,
        { details: { path: input } },
      );
    }
    const sniffed = await sniffStill(input);
    if (sniffed.kind !== 'still') throw formatError(sniffed, input);
    if (sniffed.format === 'tiff' && CAMERA_RAW.test(input)) {
      // Such files begin as a TIFF does, and what a TIFF reader finds in them is the thumbnail.
      throw formatError({ kind: 'other', name: 'a raw picture of a camera', isPicture: true }, input);
    }
    return { file, format: sniffed.format };
  } catch (error) {
    throw openError(error, input);
  }
}

const CAMERA_RAW = /\.(3fr|arw|cr2|dcr|dng|erf|iiq|kdc|nef|nrw|pef|srw)$/i;

function metadataError(error: unknown, input: string, format: StillFormat, maxPixels: number): HavcError {
  if (error instanceof Error && error.message.includes('exceeds pixel limit')) {
    return new HavcError(
      'INPUT_UNSUPPORTED',
      `${JSON.stringify(input)} has more than ${maxPixels / 1e6} million pixels: make it smaller, ` +
        'or allow more with the option maxPixels if you trust the file.',
      { details: { path: input, maxPixels }, cause: error },
    );
  }
  return decodeError(error, input, format);
}

function ensureSupported(metadata: Metadata, input: string): void {
  const { width = 0, height = 0, space = 'unknown', depth = 'unknown', pages = 1, format } = metadata;
  const refuse = (what: string, advice: string) => {
    throw new HavcError('INPUT_UNSUPPORTED', `${JSON.stringify(input)} ${what}: ${advice}.`, {
      details: { path: input },
    });
  };
  if (pages > 1 && format === 'webp') {
    refuse(`is an animation of ${pages} pictures`, 'convert it to a film, or save the picture you want on its own');
  }
  if (Math.max(width, height) > MAX_SIDE) {
    refuse(`is ${width}x${height} pixels, and a side may have ${MAX_SIDE} at most`, 'make it smaller or cut it');
  }
  if (COLOR_MODELS[space] === undefined) {
    refuse(`has its colours as "${space}"`, 'convert it to RGB, gray or CMYK');
  }
  if (depth !== 'uchar' && depth !== 'ushort') {
    refuse(`has samples of the type "${depth}"`, 'convert it to 8 or 16 bits');
  }
}

const COLOR_MODELS: Readonly<Record<string, Still['colorModel']>> = {
  srgb: 'rgb',
  rgb: 'rgb',
  rgb16: 'rgb',
  'b-w': 'gray',
  grey16: 'gray',
  cmyk: 'cmyk',
};

type Description = Omit<Still, 'path' | 'image' | 'original'> & {
  readonly original: Pick<StillOriginal, 'profile' | 'pixelsPerInch'>;
};

function describe(metadata: Metadata, format: StillFormat): Description {
  const colorModel = COLOR_MODELS[metadata.space ?? ''] ?? 'rgb';
  const info = metadata.icc && describeProfile(metadata.icc);
  const { profile, note } = profileFate(colorModel, metadata.icc, info);
  const notes: string[] = [];
  const pages = metadata.pages ?? 1;
  if (pages > 1) notes.push(`The file has ${pages} pages: the first is used, the others are left out.`);
  if (colorModel === 'cmyk') {
    notes.push(`CMYK was converted to sRGB (8 bits) through ${info?.description ?? 'a general CMYK profile'}.`);
  }
  if (note) notes.push(note);
  return {
    format,
    width: metadata.autoOrient.width,
    height: metadata.autoOrient.height,
    bitDepth: metadata.depth === 'ushort' && colorModel !== 'cmyk' ? 16 : 8,
    hasAlpha: metadata.hasAlpha === true,
    colorModel,
    profile: info?.description,
    reoriented: (metadata.orientation ?? 1) !== 1,
    notes,
    original: { profile, pixelsPerInch: metadata.density },
  };
}

function profileFate(
  colorModel: Still['colorModel'],
  icc: Uint8Array | undefined,
  info: ReturnType<typeof describeProfile>,
): { profile: StillOriginal['profile']; note?: string } {
  if (!icc || colorModel === 'cmyk' || info?.colorSpace === 'RGB ') return { profile: 'keep' };
  const name = info?.description ?? 'The embedded profile';
  const profile = rgbProfileFromGray(icc);
  if (profile && colorModel === 'gray') {
    return {
      profile,
      note: `The gray profile (${name}) becomes an RGB profile with the same tone curve; gray values stay as they are.`,
    };
  }
  return {
    profile: 'remove',
    note: `The embedded profile (${name}) doesn't fit RGB and is left out: sRGB is assumed.`,
  };
}

function ensurePositive(value: number, name: string): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new HavcError('OPTION_INVALID', `${name} must be a whole number from 1, got ${value}.`);
}
