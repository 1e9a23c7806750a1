import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HavcError, throwIfAborted } from '@havc/core';
import type { DeviceChoice, Precision } from '@havc/onnx';
import type { BenchContext } from '../bench-context.ts';
import type { Method } from '../methods/method.ts';
import type { SpeedResults } from '../results/speed-results.ts';
import { FULL_SCALE, QUICK_SCALE, type Row, type Scale } from './benchmark.ts';
import { BENCHMARKS } from './benchmarks.ts';
import { createFilmMaker } from './pipeline/films.ts';
import { measureAllRooflines } from './roofline/measure-rooflines.ts';
import { modelSpeed, networkSettings, rowsOf } from './roofline/model-speed.ts';
import { measureThroughputs } from './throughput/measure-throughputs.ts';

/** What {@link runSpeed} measures. */
export interface SpeedOptions {
  /** How large everything is. Default `full`. */
  readonly scale?: 'quick' | 'full' | Scale;
  /** Names among {@link speedParts}. Default: all. */
  readonly only?: readonly string[] | undefined;
  /** What films are coloured with. */
  readonly methods: readonly Method[];
  /** Of the films that methods are measured on, pixels, even numbers. Default: 854x480 and 1920x1080; quick: the former. */
  readonly sizes?: readonly (readonly [number, number])[] | undefined;
  /** Where models run; `auto` is the best that works. Default: the context's, else `auto`. */
  readonly devices?: readonly DeviceChoice[] | undefined;
  /** Of full models. Default: the context's, else `fp32`. */
  readonly precisions?: readonly Precision[] | undefined;
  /** Films of one's own that methods are measured on, instead of those in `sizes`. */
  readonly films?: readonly string[] | undefined;
  /** Whether methods whose weights are missing run with made ones: 5 GB of scratch for all of them. Default false. */
  readonly madeWeights?: boolean | undefined;
}

const THROUGHPUT = 'throughput';

const SIZES = {
  quick: [[854, 480]],
  full: [
    [854, 480],
    [1920, 1080],
  ],
} as const;

/** A part of the speed, by its name. */
export interface SpeedPartSummary {
  readonly name: string;
  /** What it measures, in a sentence. */
  readonly summary: string;
}

/** The parts that {@link SpeedOptions.only} can name, in the order of measuring. */
export function speedParts(): readonly SpeedPartSummary[] {
  return [
    ...BENCHMARKS.map(({ name, summary }) => ({ name, summary })),
    { name: THROUGHPUT, summary: 'films through each method, end to end and part by part, against plain ffmpeg' },
  ];
}

/**
 * Measures speed: kernels, filters, the pipeline's own cost, networks against what the machine can do, and each method
 * over films. What can't be measured here is told with its reason, and the others go on.
 *
 * @throws HavcError `OPTION_INVALID` for a part that there isn't; `ABORTED`; and as `probe` does for films of one's own.
 */
export async function runSpeed(options: SpeedOptions, context: BenchContext): Promise<SpeedResults> {
  const { scale: chosen = 'full', methods, films, madeWeights } = options;
  const { devices = [context.models.device ?? 'auto'], precisions = [context.models.precision ?? 'fp32'] } = options;
  const scale = typeof chosen === 'string' ? { quick: QUICK_SCALE, full: FULL_SCALE }[chosen] : chosen;
  const parts = chooseParts(options.only);
  const { say, signal } = context;
  const folder = join(context.scratch, 'speed');
  await mkdir(folder, { recursive: true });
  const rows: Row[] = [];
  const notMeasured: { readonly what: string; readonly why: string }[] = [];
  const rooflines: SpeedResults['rooflines'][number][] = [];

  const maker = createFilmMaker({
    ...{ folder, photographs: context.photographs, width: scale.width, height: scale.height },
  });
  for (const benchmark of BENCHMARKS) {
    if (!parts.has(benchmark.name)) continue;
    throwIfAborted(signal);
    say(`${benchmark.name}: ${benchmark.summary}`);
    const tell = (text: string) => say(`  ${text}`);
    if (benchmark.name === modelSpeed.name) {
      const settings = { ...networkSettings(scale), devices, precisions, folder };
      const all = await measureAllRooflines({ ...settings, threads: context.models.threads, say: tell, signal });
      rows.push(...all.measured.flatMap(rowsOf));
      rooflines.push(...all.measured.flatMap((measured) => measured.networks.map(({ roofline }) => roofline)));
      notMeasured.push(...all.notMeasured);
      continue;
    }
    try {
      const { havcProgram } = context;
      rows.push(...(await benchmark.run({ scale, films: maker, folder, havcProgram, say: tell, signal })));
    } catch (error) {
      if (!HavcError.is(error) || error.code === 'ABORTED') throw error;
      tell(`not measured: ${error.message}`);
      notMeasured.push({ what: benchmark.name, why: error.message });
    }
  }
  if (!parts.has(THROUGHPUT)) return { throughput: [], rooflines, rows, notMeasured };
  say('throughput: films through each method');
  const sizes = options.sizes ?? SIZES[chosen === 'quick' ? 'quick' : 'full'];
  const setting = { scale, methods, sizes, devices, precisions, films, madeWeights };
  const ended = await measureThroughputs(setting, { ...context, say: (text) => say(`  ${text}`) });
  return {
    ...{ throughput: ended.throughput, rooflines, rows },
    ...{ notMeasured: [...notMeasured, ...ended.notMeasured], energy: ended.energy },
  };
}

function chooseParts(only: readonly string[] | undefined): ReadonlySet<string> {
  const names = speedParts().map(({ name }) => name);
  for (const name of only ?? []) {
    if (names.includes(name)) continue;
    throw new HavcError(
      'OPTION_INVALID',
      `There is no part ${JSON.stringify(name)} of the speed: choose from ${names.join(', ')}.`,
      { details: { part: name } },
    );
  }
  return new Set(only ?? names);
}
