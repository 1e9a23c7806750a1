import { type Frame, type RgbImage, replaceLuma, throwIfAborted, zip } from '@havc/core';
import { colorfulness } from '../metrics/colorfulness.ts';
import { type BandColors, bandColors } from '../metrics/time/band-colors.ts';
import { chromaCells, chromaOf } from '../metrics/time/chroma.ts';
import { type ColorDistribution, createColorDistribution } from '../metrics/time/color-distribution.ts';
import { createFlickerMeter } from '../metrics/time/flicker.ts';
import { labCells } from '../metrics/time/lab-cells.ts';
import { labDifference } from '../metrics/time/lab-difference.ts';
import { type Cells, lumaCells } from '../metrics/time/luma-cells.ts';
import { type ShotDrift, shotDrift } from '../metrics/time/shot-drift.ts';
import type { FilmSurvey } from './survey-film.ts';
import { createWorstFrames, type WorstFrame } from './worst-frames.ts';

/** What one way does to a film over time. */
export interface WayMeasures {
  readonly distribution: ColorDistribution;
  /** By frame; null where there is none. */
  readonly flicker: readonly (number | null)[];
  /** Mean part of the frames that was covered, of those that have a frame before them in their shot. */
  readonly coveredShare: number;
  readonly colorfulness: readonly number[];
  /** By shot. */
  readonly drift: readonly ShotDrift[];
  readonly worst: readonly WorstFrame[];
  /** Mean CIEDE2000 against the truth; undefined without one. */
  readonly deltaE: number | undefined;
}

/** Streams of one film's frames, which go together one by one. */
export interface WayFrames {
  /** The film in gray. */
  readonly gray: AsyncIterable<Frame>;
  /** Coloured, at the same size. */
  readonly colored: AsyncIterable<Frame>;
  /** In true colours, at the same size. */
  readonly truth?: AsyncIterable<Frame> | undefined;
}

/**
 * Measures one way to colour a film, in one pass: four histograms, two frames and the worst ones are held.
 *
 * All colours are put on the film's own luma first, so that ways differ by their colours only.
 *
 * @throws HavcError as the streams do; `ABORTED`.
 */
export async function measureWay(
  survey: FilmSurvey,
  frames: WayFrames,
  options: { readonly worst: number; readonly signal?: AbortSignal | undefined },
): Promise<WayMeasures> {
  const { width, height, framesPerSecond } = survey;
  const distribution = createColorDistribution();
  const meter = createFlickerMeter(width, height);
  const worst = createWorstFrames(options.worst, Math.ceil(framesPerSecond / 2));
  const flickers: (number | null)[] = [];
  const colorful: number[] = [];
  const shots: BandColors[][] = [];
  const compareTruth = createTruthMeter();
  let coveredSum = 0;
  let compared = 0;
  let before: RgbImage | undefined;
  let at = 0;
  for await (const { gray, colored, truth } of together(frames, options.signal)) {
    throwIfAborted(options.signal);
    const isFirst = survey.shots[shots.length]?.from === at;
    if (isFirst) shots.push([]);
    const luma = lumaCells(gray.image.pick(-1, -1, 0));
    const shown = replaceLuma(gray.image, colored.image);
    const motion = isFirst ? undefined : await survey.motions.read(at);
    const { flicker, coveredShare, lab, map } = meter.push(colored.image, luma, motion);
    distribution.push(shown, isFirst);
    colorful.push(colorfulness(shown));
    shots.at(-1)!.push(bandColors(luma.data, lab));
    flickers.push(flicker);
    if (truth) compareTruth.push(truth.image, luma, lab);
    if (motion) {
      coveredSum += coveredShare;
      compared++;
    }
    if (flicker !== null && before) {
      worst.push({ frame: gray.index, time: gray.time, flicker, before, image: shown, map });
    }
    before = shown;
    at++;
  }
  const partLength = Math.max(1, Math.round(framesPerSecond / 2));
  return {
    distribution: distribution.result(),
    flicker: flickers,
    coveredShare: compared === 0 ? 0 : coveredSum / compared,
    colorfulness: colorful,
    drift: shots.map((bands) => shotDrift(bands, partLength)),
    worst: worst.list(),
    deltaE: compareTruth.mean(),
  };
}

interface FrameSet {
  readonly gray: Frame;
  readonly colored: Frame;
  readonly truth: Frame | undefined;
}

async function* together(
  { gray, colored, truth }: WayFrames,
  signal: AbortSignal | undefined,
): AsyncGenerator<FrameSet, void, undefined> {
  const options = signal ? { signal } : {};
  const pairs = zip(gray, colored, options);
  if (!truth) {
    for await (const [own, other] of pairs) yield { gray: own, colored: other, truth: undefined };
    return;
  }
  for await (const [[own, other], real] of zip(pairs, truth, options)) yield { gray: own, colored: other, truth: real };
}

/** How far colours are from the truth's, both on the film's luma, over the frames of a film. */
function createTruthMeter() {
  let sum = 0;
  let frames = 0;
  return {
    push(truth: RgbImage, luma: Cells, lab: Float32Array): void {
      sum += labDifference(lab, labCells(luma.data, chromaCells(chromaOf(truth)))).mean ?? 0;
      frames++;
    },
    mean: () => (frames === 0 ? undefined : sum / frames),
  };
}
