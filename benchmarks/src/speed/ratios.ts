import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HavcError, throwIfAborted } from '@havc/core';
import { type Samples, samplesOf } from '../results/samples.ts';
import { createContests } from './kernels/contests.ts';
import { timeContest } from './kernels/time-contest.ts';
import { createFilmMaker, type Look } from './pipeline/films.ts';
import { runIdentity, transcode } from './pipeline/pipelines.ts';

/** How many times as fast as its peer something is, in turns with it on one machine: more is better. */
export interface SpeedRatio {
  /** What was measured: `rgbToLab`. */
  readonly name: string;
  /** The peer's time divided by ours. */
  readonly ratio: Samples;
}

/** What {@link measureKernelRatios} takes. */
export interface KernelRatioOptions {
  /** Width and height of the picture, pixels. Default 852 by 480. */
  readonly pictureSize?: readonly [number, number];
  /** How often each is timed after its warm-up. Default 7. */
  readonly repeats?: number;
  readonly signal?: AbortSignal | undefined;
}

/** The names that {@link measureKernelRatios} knows, in its order. */
export function kernelNames(): readonly string[] {
  return createContests(8, 8).map(({ kernel }) => kernel);
}

/**
 * How many times as fast as the formula as written, through `get` and `set` of ndarray, each kernel is: a number that
 * hardly depends on the machine.
 *
 * @param names - some of {@link kernelNames}; all when absent.
 * @throws HavcError `OPTION_INVALID` for a name that there isn't, `ABORTED`.
 */
export async function measureKernelRatios(
  names: readonly string[] = kernelNames(),
  { pictureSize = [852, 480], repeats = 7, signal }: KernelRatioOptions = {},
): Promise<readonly SpeedRatio[]> {
  const contests = new Map(createContests(...pictureSize).map((contest) => [contest.kernel, contest]));
  const ratios: SpeedRatio[] = [];
  for (const name of names) {
    throwIfAborted(signal);
    const contest = contests.get(name);
    if (!contest) {
      const known = [...contests.keys()].join(', ');
      throw new HavcError('OPTION_INVALID', `There is no kernel ${JSON.stringify(name)}: choose from ${known}.`);
    }
    const { ours, naive } = timeContest(contest, repeats);
    ratios.push({ name, ratio: samplesOf(naive.map((time, at) => time / ours[at]!)) });
  }
  return ratios;
}

/** What {@link measurePipelineRatio} takes. */
export interface PipelineRatioOptions {
  /** The folder with the photographs that the film is made from: `media` in the repository. */
  readonly photographs: string;
  /** A folder to work in; what is made there is removed. */
  readonly scratch: string;
  /** Of the film, pixels. Default 854 by 480. */
  readonly width?: number;
  readonly height?: number;
  /** Default 100. */
  readonly frames?: number;
  /** Pairs of runs after the warm-up. Default 5. */
  readonly repeats?: number;
  readonly look?: Look;
  readonly signal?: AbortSignal | undefined;
}

/**
 * How many times as fast as ffmpeg's plain transcode, with the same encoder settings and in turns, the pipeline is that
 * decodes, changes nothing and encodes. At most 1, as ffmpeg encodes for both.
 *
 * @throws HavcError as `decode` and `encode` do, `ABORTED`.
 */
export async function measurePipelineRatio(options: PipelineRatioOptions): Promise<SpeedRatio> {
  const { photographs, scratch, width = 854, height = 480, frames = 100, repeats = 5, signal } = options;
  const folder = await mkdtemp(join(scratch, 'pipeline-ratio-'));
  try {
    const films = createFilmMaker({ folder, photographs, width, height });
    const film = await films.old(frames, options.look ?? 'light grain');
    const output = join(folder, 'out.mp4');
    const ratios: number[] = [];
    for (let run = -1; run < repeats; run++) {
      throwIfAborted(signal);
      const ours = await seconds(() => runIdentity(film, output));
      const peer = await seconds(() => transcode(film, output));
      if (run >= 0) ratios.push(peer / ours);
    }
    return { name: 'identity pipeline', ratio: samplesOf(ratios) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
