import { HavcError, type RgbImage, resizeArea, sizeOf } from '@havc/core';
import { scoreColors } from '../metrics/score-colors.ts';
import { thumbnailSize } from '../thumbnails/write-thumbnail.ts';
import type { TruthSet } from './truth/truth-set.ts';

/** Pictures that are left out are listed up to here; of more the number is told. */
const MAX_LISTED = 20;

/** A picture with fewer coloured pixels than one in five hundred is black and white, whatever its file says. */
const LEAST_COLORED_SHARE = 0.002;

/** A picture that can be measured. */
export interface MeasuredPicture {
  readonly name: string;
  /** In pixels, as it is measured. */
  readonly width: number;
  readonly height: number;
}

/** What there is to measure. */
export interface TruthSurvey {
  readonly pictures: readonly MeasuredPicture[];
  /** What is left out, and why, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Looks through the pictures once: those that can't be read, or that have no colours to compare with, are left out.
 *
 * @throws HavcError `INPUT_UNREADABLE` where none remains.
 */
export async function surveyTruth(truth: TruthSet, signal?: AbortSignal): Promise<TruthSurvey> {
  const pictures: MeasuredPicture[] = [];
  const left: string[] = [];
  for await (const entry of truth.read(signal)) {
    if ('reason' in entry) left.push(`${entry.name}: ${entry.reason}`);
    else if (!hasColors(entry.image)) left.push(`${entry.name}: it has no colours to compare with`);
    else pictures.push({ name: entry.name, ...sizeOf(entry.image) });
  }
  if (pictures.length === 0) {
    const why = left.length === 0 ? 'there is none' : `the first is left out (${left[0]})`;
    throw new HavcError(
      'INPUT_UNREADABLE',
      `None of the pictures of ${truth.source} can be measured, ${why}: give pictures in colour.`,
      { details: { source: truth.source } },
    );
  }
  const listed = left.slice(0, MAX_LISTED).map((text) => `Left out: ${text.replace(/\.$/, '')}.`);
  const rest = left.length - listed.length;
  return {
    pictures,
    notes: [...truth.notes, ...listed, ...(rest > 0 ? [`${rest} more were left out, for such reasons.`] : [])],
  };
}

/**
 * The pictures that a survey has found, one at a time.
 *
 * @throws HavcError `INPUT_UNREADABLE` where one has changed meanwhile: what is compared must be the same for all methods.
 */
export async function* readSurveyed(
  truth: TruthSet,
  { pictures }: TruthSurvey,
  signal?: AbortSignal,
): AsyncGenerator<{ readonly name: string; readonly image: RgbImage }> {
  const wanted = new Map(pictures.map((picture) => [picture.name, picture]));
  let found = 0;
  for await (const entry of truth.read(signal)) {
    const picture = wanted.get(entry.name);
    if (picture === undefined) continue;
    if ('reason' in entry) throw changed(entry.name, entry.reason.replace(/\.$/, ''));
    const { width, height } = sizeOf(entry.image);
    if (width !== picture.width || height !== picture.height) {
      throw changed(entry.name, `was ${picture.width}x${picture.height}, is ${width}x${height}`);
    }
    found++;
    yield entry;
  }
  if (found !== pictures.length) throw changed(truth.name, `${pictures.length - found} pictures are gone`);
}

function changed(name: string, how: string): HavcError {
  const message = `${JSON.stringify(name)} has changed while it was measured (${how}): measure again, and leave it alone.`;
  return new HavcError('INPUT_UNREADABLE', message, { details: { name } });
}

/** Judged at the size of a thumbnail, where what compression leaves on gray has been averaged away. */
function hasColors(image: RgbImage): boolean {
  const size = sizeOf(image);
  const small = thumbnailSize(size);
  const reduced = small.width === size.width && small.height === size.height ? image : resizeArea(image, small);
  return scoreColors(reduced, reduced).coloredShare >= LEAST_COLORED_SHARE;
}
