import { randomBytes } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ensureRgbImage, ensureSameShape, HavcError, type RgbImage, throwIfAborted } from '@havc/core';
import sharp, { type Sharp } from 'sharp';
import { reserveOutput } from '../output-file.ts';
import { openStill, releaseFiles, toRgb, untilStopped } from './decode-still.ts';
import { enlargeChroma } from './enlarge-chroma.ts';
import { planStill, type StillPlan, type StillPlanOptions } from './plan-still.ts';
import { lumasOfRow, putChroma } from './put-chroma.ts';
import type { Still } from './still.ts';
import { decodeError, encodeError, isOutOfSpace, openError } from './still-error.ts';
import { toneOfStill } from './still-tone.ts';
import { addTiffExif, type Exif, exifTexts, parseExif, readTiffExif } from './tiff-exif.ts';
import { openVipsFile } from './vips-file.ts';

/** How {@link writeStill} writes. */
export interface WriteStillOptions extends StillPlanOptions {
  /** Whether a plain file of that name may be replaced; the still's own file never is. Default: false. */
  readonly overwrite?: boolean;
  /**
   * The working picture whose tone the still has, usually `still.image`. Where it is given, the luma that is written
   * follows the change of tone from it to `colored`. Default: luma stays as it is.
   */
  readonly before?: RgbImage;
  readonly signal?: AbortSignal;
}

/** Pixels that are worked on between two turns of the event loop: some milliseconds of arithmetic. */
const BAND_PIXELS = 100_000;
/**
 * Pixels up to which a JPEG gets Huffman tables of its own, for which the encoder holds all coefficients: 12 bytes a
 * pixel. Above, the standard tables make the file some 6% larger (measured: 16000x16000 in 0.1 GB instead of 3 GB).
 */
const MAX_OPTIMISED_PIXELS = 32e6;

/**
 * Writes a still with the chroma of a coloured working picture on its own luma, at full size and bit depth.
 *
 * The still's pixels are decoded again from its file, which must not have changed. Luma is BT.601's Y of the
 * samples as they are; it stays within 0.2935 steps of R'G'B' (see `putChroma`), and gray pixels keep theirs exactly,
 * in every lossless format. Strong colours that don't fit are made paler, never darker or lighter. Alpha stays bit for
 * bit. EXIF (orientation reset; from a TIFF into another format its texts only), XMP, the ICC profile and the density go
 * along. A TIFF over 3.9 GB takes no EXIF.
 *
 * With `before`, luma gets the change of tone from there to `colored` (see docs/architecture.md), and the above holds for
 * the luma that comes of it.
 *
 * Memory is bounded by a few rows and what the encoder holds: the picture lies in an uncompressed file in the
 * output's folder while it is worked on (3 or 4 samples a pixel), which is removed whatever happens. Only a picture that
 * EXIF turns by 90 or 180 degrees is held in memory once, to be turned. On an abort the promise rejects at once, while
 * libvips may keep one thread busy until it is done with its step.
 *
 * @param colored - R'G'B' of the shape of `still.image`, any strides; only its chroma counts.
 * @param output - appears under this name only when complete.
 * @returns what was written, with notes a user should read.
 * @throws HavcError what `planStill` and `reserveOutput` throw; `SHAPE_INVALID`; `INPUT_MISSING` and
 * `INPUT_UNREADABLE` when the still's file has gone or changed; `DISK_FULL`; `ABORTED`.
 */
export async function writeStill(
  still: Still,
  colored: RgbImage,
  output: string,
  options: WriteStillOptions = {},
): Promise<StillPlan> {
  const { overwrite = false, signal, before } = options;
  ensureSameShape(colored, still.image, ['colored', 'still.image']);
  if (before) {
    ensureRgbImage(before, 'options.before');
    ensureSameShape(before, still.image, ['options.before', 'still.image']);
  }
  throwIfAborted(signal);
  const plan = await planStill(still, output, options);
  await ensureUnchanged(still);
  await using reserved = await reserveOutput(output, { overwrite, inputs: [still.path] });
  await using work = workFile(path.dirname(reserved.path), reserved.temporaryPath);

  await work.run(decodeInto(work.path, still, plan), signal);
  await ensureUnchanged(still);
  await putChromaInto(work.path, still, { colored, before }, signal).catch(async (error) => {
    throw await encodeError(error, reserved.path);
  });
  await work.run(encode(work.path, still, plan, reserved.temporaryPath), signal);
  await reserved.commit();
  return { ...plan, path: reserved.path };
}

/**
 * A name for the intermediate picture. It and `also` are gone at the end, even where libvips ends later than we do after
 * an abort, and makes them anew.
 */
function workFile(folder: string, also: string) {
  const raw = path.join(folder, `.havc-${randomBytes(6).toString('hex')}.v`);
  const remove = async () => {
    releaseFiles();
    for (const file of stopped ? [raw, also] : [raw]) await rm(file, { force: true });
  };
  let stopped = false;
  return {
    path: raw,
    /** Waits for a step of libvips, or for the signal. */
    async run(step: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
      try {
        await untilStopped(step, signal);
      } catch (error) {
        stopped = signal?.aborted === true;
        if (stopped) step.then(remove, remove).catch(() => undefined); // nobody is left to hear of it
        throw error;
      }
    },
    [Symbol.asyncDispose]: remove,
  };
}

/** Decodes the still, upright and as R'G'B'(A) of the plan's depth, into a file whose pixels can be changed. */
async function decodeInto(raw: string, still: Still, plan: StillPlan): Promise<void> {
  try {
    const picture = toRgb(await openStill(still.path, still.original.maxPixels), still, plan.bitDepth).autoOrient();
    await (still.hasAlpha && !plan.hasAlpha ? picture.removeAlpha() : picture).toFile(raw);
  } catch (error) {
    if (await isOutOfSpace(error, path.dirname(raw))) throw await encodeError(error, plan.path);
    throw decodeError(error, still.path, still.format);
  }
}

const RGB = { colorModel: 'rgb' } as const;

async function putChromaInto(
  raw: string,
  still: Still,
  { colored, before }: { readonly colored: RgbImage; readonly before: RgbImage | undefined },
  signal: AbortSignal | undefined,
): Promise<void> {
  await using picture = await openVipsFile(raw);
  const { profile } = still.original;
  if (profile === 'remove') await picture.setProfile(undefined);
  else if (profile !== 'keep') await picture.setProfile(profile);
  const { width, height, channels, bytesPerSample } = picture;
  const chromaOf = enlargeChroma(colored, width, height);
  const tone = before && toneOfStill(before, colored, { width, height, largest: bytesPerSample === 1 ? 255 : 65535 });
  const lumas = tone && new Float64Array(width);
  const rows = Math.min(height, Math.max(1, Math.floor(BAND_PIXELS / width)));
  const rowSamples = width * channels;
  const band = bytesPerSample === 1 ? new Uint8Array(rows * rowSamples) : new Uint16Array(rows * rowSamples);
  for (let top = 0; top < height; top += rows) {
    throwIfAborted(signal);
    const count = Math.min(rows, height - top);
    const pixels = count === rows ? band : band.subarray(0, count * rowSamples);
    await picture.readRows(top, pixels);
    for (let row = 0, start = 0; row < count; row++, start += rowSamples) {
      if (tone && lumas) {
        lumasOfRow(pixels, start, channels, lumas);
        tone(top + row, lumas);
      }
      putChroma(pixels, start, width, channels, chromaOf(top + row), lumas);
    }
    await picture.writeRows(top, pixels);
    await nextTurn();
  }
}

/** Writes the finished picture in the plan's format. */
async function encode(raw: string, still: Still, plan: StillPlan, file: string): Promise<void> {
  try {
    const exif = await exifOf(still, plan);
    const picture = toRgb(sharp(raw, { limitInputPixels: false, sequentialRead: true }), RGB, plan.bitDepth);
    if (exif && plan.format !== 'tiff') picture.withExif(exifTexts(exif));
    await encodeAs(picture, still, plan, file);
    if (exif && plan.format === 'tiff') await addTiffExif(file, exif);
  } catch (error) {
    throw await encodeError(error, plan.path);
  }
}

/** EXIF where libvips doesn't take it along by itself: from a TIFF, or into one. */
async function exifOf(still: Still, plan: StillPlan): Promise<Exif | undefined> {
  if (still.format === 'tiff') return readTiffExif(still.path);
  if (plan.format !== 'tiff') return undefined;
  const { exif } = await (await openStill(still.path, still.original.maxPixels)).metadata();
  return exif && parseExif(exif);
}

async function encodeAs(picture: Sharp, still: Still, plan: StillPlan, file: string): Promise<void> {
  const { quality } = plan;
  switch (plan.format) {
    case 'png':
      await picture.png({ compressionLevel: 6 }).toFile(file);
      break;
    case 'jpeg':
      await picture
        .jpeg({
          quality: quality ?? 95,
          chromaSubsampling: '4:4:4',
          optimiseCoding: plan.width * plan.height <= MAX_OPTIMISED_PIXELS,
        })
        .toFile(file);
      break;
    case 'webp':
      await picture.webp({ quality: quality ?? 95, smartSubsample: true, exact: true }).toFile(file);
      break;
    case 'tiff': {
      // libvips wants pixels per millimetre, and takes 1 where it isn't told.
      const density = (still.original.pixelsPerInch ?? 72) / 25.4;
      const bytes = plan.width * plan.height * (plan.hasAlpha ? 4 : 3) * (plan.bitDepth / 8);
      await picture
        .tiff({
          compression: 'deflate',
          predictor: 'horizontal',
          bigtiff: bytes > 3.9e9, // a TIFF's own offsets end at 4 GiB
          xres: density,
          yres: density,
          resolutionUnit: 'inch',
        })
        .toFile(file);
    }
  }
}

async function ensureUnchanged(still: Still): Promise<void> {
  const file = await stat(still.path, { bigint: true }).catch((error) => {
    throw openError(error, still.path);
  });
  if (file.size === still.original.bytes && file.mtimeNs === still.original.modifiedNanoseconds) return;
  throw new HavcError(
    'INPUT_UNREADABLE',
    `${JSON.stringify(still.path)} has changed since it was read: colour it again.`,
    { details: { path: still.path } },
  );
}
