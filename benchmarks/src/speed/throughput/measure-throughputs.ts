import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HavcError, throwIfAborted } from '@havc/core';
import { probe } from '@havc/media';
import type { DeviceChoice, Precision } from '@havc/onnx';
import { fullModelsOf, parseRecipe } from '@havc/presets';
import { openModelStore } from '@havc/weights';
import type { BenchContext } from '../../bench-context.ts';
import type { Method } from '../../methods/method.ts';
import type { SpeedResults, Throughput } from '../../results/speed-results.ts';
import type { Scale } from '../benchmark.ts';
import { createFilmMaker } from '../pipeline/films.ts';
import { measureThroughput } from './measure-throughput.ts';
import { createWeightsFinder } from './place-weights.ts';
import type { EnergySources } from './throughput-job.ts';
import { throughputRow } from './throughput-row.ts';

/** What {@link measureThroughputs} measures: each of these with each of the others. */
export interface ThroughputOptions {
  readonly scale: Scale;
  readonly methods: readonly Method[];
  /** Of the films, pixels, even numbers. */
  readonly sizes: readonly (readonly [number, number])[];
  /** `auto` is the best that works. */
  readonly devices: readonly DeviceChoice[];
  /** Of full models; others have one. */
  readonly precisions: readonly Precision[];
  /** Films of one's own, instead of those that are made in `sizes`. */
  readonly films?: readonly string[] | undefined;
  /** Whether methods whose weights are missing run with made ones, in which only the speed is real. */
  readonly madeWeights?: boolean | undefined;
}

/** The part of the speed's results that comes from here. */
export type Throughputs = Pick<SpeedResults, 'throughput'> & Required<Pick<SpeedResults, 'notMeasured' | 'energy'>>;

/** A film, and what it is called. */
interface MeasuredFilm {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

/** The pipeline that colours nothing, which all methods run in. */
const PIPELINE = { id: 'pipeline', label: 'the pipeline alone', kind: 'pipeline' } as const;

/**
 * End to end, as a user runs it: each method on each film, device and precision, and the pipeline that colours nothing on
 * each film. What can't be measured here is told with its reason, and the others go on.
 *
 * @throws HavcError `ABORTED`, and as `probe` does for films of one's own.
 */
export async function measureThroughputs(options: ThroughputOptions, context: BenchContext): Promise<Throughputs> {
  const { methods, devices, precisions, madeWeights = false } = options;
  const { models, say, signal } = context;
  const scratch = join(context.scratch, 'throughput');
  await mkdir(scratch, { recursive: true });
  const weights = createWeightsFinder({
    ...{ store: models.store ?? openModelStore(), made: madeWeights ? scratch : undefined, signal },
  });
  const throughput: Throughput[] = [];
  const notMeasured: { readonly what: string; readonly why: string }[] = [];
  const energy: EnergySources[] = [];
  const measure = async (film: MeasuredFilm, what: Subject, device: DeviceChoice, precision: Precision) => {
    const { width, height } = film;
    const name = `${what.label}, ${width}x${height}, ${device}, ${precision}`;
    throwIfAborted(signal);
    say(name);
    try {
      const { notes, ...placed } = await weights.find(what.recipe);
      const measured = await measureThroughput(
        {
          ...{ recipe: what.recipe, folder: what.folder, film: film.path, frames: film.frames, device, precision },
          ...{ threads: models.threads, weights: placed, scratch, ...settingsOf(options.scale) },
        },
        { say: (text) => say(`  ${text}`), signal },
      );
      energy.push(measured.energy);
      throughput.push(throughputRow({ ...what, width, height, precision, notes }, measured));
    } catch (error) {
      if (!HavcError.is(error) || error.code === 'ABORTED') throw error;
      // Another may still run.
      say(`  not measured: ${error.message}`);
      notMeasured.push({ what: name, why: error.message });
    }
  };
  for (const film of await openFilms(options, { ...context, scratch })) {
    const pipeline = { ...PIPELINE, recipe: parseRecipe({ color: { model: 'identity' } }), folder: undefined };
    await measure(film, pipeline, 'cpu', 'fp32');
    for (const method of methods) {
      const { id, label, kind, recipe, folder } = method;
      const own = fullModelsOf(recipe).length > 0 ? precisions : (['fp32'] as const);
      for (const device of devices) {
        for (const precision of own) await measure(film, { id, label, kind, recipe, folder }, device, precision);
      }
    }
  }
  return { throughput, notMeasured, energy: joinedEnergy(energy) };
}

type Subject = Pick<Throughput, 'id' | 'label' | 'kind'> & {
  readonly recipe: Method['recipe'];
  readonly folder: string | undefined;
};

function settingsOf({ repeats, runSeconds }: Scale) {
  const stages = { frames: 48, recordSeconds: runSeconds / 2, repeats: Math.min(3, repeats + 1) };
  return { repeats, runSeconds, stages };
}

async function openFilms(
  { scale, sizes, films }: ThroughputOptions,
  { scratch, photographs, signal }: BenchContext,
): Promise<readonly MeasuredFilm[]> {
  if (films && films.length > 0) {
    return Promise.all(
      films.map(async (path) => {
        const { width, height, frameCount } = (await probe(path, { signal })).video;
        return { path, width, height, frames: Math.min(scale.frames, frameCount ?? scale.frames) };
      }),
    );
  }
  const made: MeasuredFilm[] = [];
  for (const [width, height] of sizes) {
    throwIfAborted(signal);
    const folder = join(scratch, `${width}x${height}`);
    await mkdir(folder, { recursive: true });
    const path = await createFilmMaker({ folder, photographs, width, height }).old(scale.frames, 'light grain');
    made.push({ path, width, height, frames: scale.frames });
  }
  return made;
}

function joinedEnergy(all: readonly EnergySources[]): EnergySources {
  const each = (list: (of: EnergySources) => readonly string[]) => [...new Set(all.flatMap(list))];
  return { sources: each(({ sources }) => sources), notes: each(({ notes }) => notes) };
}
