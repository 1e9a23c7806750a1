import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { throwIfAborted } from '@havc/core';
import type { LoadModelOptions } from '@havc/presets';
import type { ModelStore } from '@havc/weights';
import type { BenchContext } from './bench-context.ts';
import { describeEnvironment } from './machine/environment.ts';
import { ensureWeights } from './methods/ensure-weights.ts';
import { type MethodChoices, readMethods } from './methods/read-methods.ts';
import { type ColorPart, measureColor } from './parts/measure-color.ts';
import { measureSpeed, type SpeedPart } from './parts/measure-speed.ts';
import { measureStability, type StabilityPart } from './parts/measure-stability.ts';
import { ownPhotographs } from './photographs.ts';
import { type ReportFiles, reportFiles, writeReport } from './report/write-report.ts';
import { makeFolderBeside, moveReport } from './report-folder.ts';
import { type BenchResults, RESULTS_VERSION } from './results/bench-results.ts';

/** What a run measures, and with what. */
export interface BenchRun {
  /** Absent parts aren't measured. */
  readonly parts: {
    readonly color?: ColorPart | undefined;
    readonly stability?: StabilityPart | undefined;
    readonly speed?: SpeedPart | undefined;
  };
  /** What was typed, for the report. */
  readonly command: string;
  /** Folder of the report; its own files there are replaced when the run is complete, others stay. */
  readonly output: string;
  /** Shorter films, single runs, fewer settings. Default false. */
  readonly quick?: boolean | undefined;
  /** Default: all models and presets that can run. */
  readonly methods?: MethodChoices | undefined;
  /** Device, precision and weights for models. */
  readonly models?: LoadModelOptions | undefined;
  readonly store: Pick<ModelStore, 'list'>;
  /** The version of havc, and the path of the program that Node runs as a user's. */
  readonly havc: { readonly version: string; readonly program: string };
  /** Folder of the photographs that films are made from. Default: those that come with this package. */
  readonly photographs?: string | undefined;
  /** Told, in a sentence, what is going on. */
  readonly say?: ((text: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures, and writes the report: `report.html`, `report.md`, `results.json`, and `thumbnails/`. The output gets them when
 * all is complete; a run that fails or is stopped leaves nothing there.
 *
 * @throws HavcError as the parts do: for methods that there aren't, weights that are missing, films that can't be read;
 * `OUTPUT_UNWRITABLE`; `ABORTED`.
 */
export async function runBench(
  run: BenchRun,
): Promise<{ readonly results: BenchResults; readonly files: ReportFiles }> {
  const { parts, command, output, quick = false, store, havc, say = () => {}, signal } = run;
  const startedAt = performance.now();
  const methods = await readMethods(run.methods ?? {}, store);
  // Made weights are for speed alone: of colours they say nothing.
  const needsOwn = parts.color || parts.stability || !parts.speed?.madeWeights;
  if (needsOwn) await ensureWeights(methods, store);
  const environment = await describeEnvironment();
  // On the output's own disk, so that it can be moved there at once.
  await using made = await removedFolder(makeFolderBeside(output));
  await using scratch = await removedFolder(mkdtemp(join(tmpdir(), 'havc-bench-')));
  const context: BenchContext = {
    ...{ output: made.path, scratch: scratch.path, say, signal, havcProgram: havc.program },
    ...{ models: { ...run.models, signal }, photographs: run.photographs ?? ownPhotographs() },
  };
  const settings = { methods, quick };
  const color = parts.color && (await measureColor(parts.color, settings, context));
  throwIfAborted(signal);
  const stability = parts.stability && (await measureStability(parts.stability, settings, context));
  throwIfAborted(signal);
  const speed = parts.speed && (await measureSpeed(parts.speed, settings, context));
  throwIfAborted(signal);
  const results: BenchResults = {
    ...{ format: 'havc-bench', version: RESULTS_VERSION, command, havc: havc.version, environment },
    seconds: (performance.now() - startedAt) / 1000,
    ...{ ...(color && { color }), ...(stability && { stability }), ...(speed && { speed }) },
  };
  await writeReport(results, made.path);
  await moveReport(made.path, output);
  return { results, files: reportFiles(output) };
}

/** A folder that goes when its block ends, however it ends. */
async function removedFolder(making: Promise<string>): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await making;
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
