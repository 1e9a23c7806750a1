import { HavcError, throwIfAborted } from '@havc/core';
import type { BenchContext } from '../bench-context.ts';
import type { Method } from '../methods/method.ts';
import { openMethod } from '../methods/open-method.ts';
import { scoreColors } from '../metrics/score-colors.ts';
import type { ColorResults, MethodColors } from '../results/color-results.ts';
import { HEAT_MAP_MAXIMUM } from '../thumbnails/heat-map.ts';
import { type ColorThumbnails, colorThumbnails } from './color-thumbnails.ts';
import { compareMethods } from './compare-methods.ts';
import { grayOf } from './gray-of.ts';
import { runMerges } from './merges/run-merges.ts';
import { type PublishedPanels, readPanels } from './panels/read-panels.ts';
import { reproduce } from './panels/reproduce.ts';
import { type MethodScores, scoreMethod } from './score-method.ts';
import { readSurveyed, surveyTruth, type TruthSurvey } from './survey-truth.ts';
import { openTruth } from './truth/open-truth.ts';
import { panelTruth } from './truth/panel-truth.ts';
import { folderTruth } from './truth/picture-truth.ts';
import type { TruthSet } from './truth/truth-set.ts';
import { uniqueIds } from './unique-ids.ts';
import { fullPicture, workingPicture } from './working-picture.ts';

/** Nobody waits longer without a word. */
const PROGRESS_MS = 20_000;

/** What the colour suite measures. */
export interface ColorOptions {
  /** Folder of the published test set. Its pictures keep their size, and all of them are measured. */
  readonly testSet?: string | undefined;
  /**
   * Colour pictures of one's own in place of the test set: a folder, a numbered sequence, a picture, or a film. Default
   * without both: the photographs of the context.
   */
  readonly truth?: string | undefined;
  readonly methods: readonly Method[];
  /** Shorter side at which colours are compared, 16 to 4096 pixels; smaller pictures keep their size. Default: 480. */
  readonly size?: number | 'full' | undefined;
  /** How many pictures, or frames of a film, spread evenly. Default: all pictures, 50 frames. */
  readonly limit?: number | undefined;
  /** Whether merges are tried on the test set's panels. Default: true. */
  readonly merges?: boolean | undefined;
  /** Whether thumbnails are written. Default: true. */
  readonly thumbnails?: boolean | undefined;
}

/**
 * How near methods come to real colours: each colours the gray versions of colour pictures, which are then compared.
 *
 * `truth` and `gray` are always among the methods: how colourful the pictures are, and what they score without any colours,
 * which beats some models in deltaE: no order should be read from that number alone. With the test set, its panels are measured too, the
 * published tables reproduced, and merges tried. Pictures are held one at a time, methods loaded one after the other.
 *
 * @throws HavcError `OPTION_INVALID`; `INPUT_MISSING` and `INPUT_UNREADABLE` for pictures; as methods do, such as
 * `MODEL_MISSING`; `OUTPUT_UNWRITABLE` and `DISK_FULL` for thumbnails; `ABORTED`.
 */
export async function runColor(options: ColorOptions, context: BenchContext): Promise<ColorResults> {
  const { merges = true, thumbnails: hasThumbnails = true } = options;
  const { say, signal, output } = context;
  ensureOptions(options);
  const panels = options.testSet === undefined ? undefined : await readPanels(options.testSet);
  const truth = panels ? panelTruth(panels) : await openPictures(options, context);
  const survey = await surveyTruth(truth, signal);
  for (const note of survey.notes) say(note);
  const names = survey.pictures.map(({ name }) => name);
  const thumbnails = hasThumbnails ? colorThumbnails(output, names) : undefined;
  const run: ColorRun = { truth, survey, thumbnails, context };
  const panelNames = panels ? panelNamesOf(panels) : [];
  const references = await measureReferences(run);
  const colored: MethodColors[] = [];
  for (const method of uniqueIds(options.methods, ['truth', 'gray', ...panelNames])) {
    colored.push(await measureMethod(method, run));
  }
  const published = panels ? await measurePanels(panels, panelNames, run) : [];
  const methods = [...references, ...published, ...colored];
  return {
    testSet: {
      ...{ name: truth.name, source: truth.source, pictures: survey.pictures },
      ...(survey.notes.length > 0 && { notes: survey.notes }),
    },
    ...(panels && panels.tables.length > 0 && { reproduction: await reproduce(panels, signal) }),
    methods,
    differences: compareMethods(methods),
    merges: panels && merges ? await runMerges(panels, context) : [],
    thumbnails: thumbnails?.made ?? [],
    heatMapMaximum: HEAT_MAP_MAXIMUM,
  };
}

interface ColorRun {
  readonly truth: TruthSet;
  readonly survey: TruthSurvey;
  readonly thumbnails: ColorThumbnails | undefined;
  readonly context: BenchContext;
}

function ensureOptions({ testSet, truth, size = 480, limit }: ColorOptions): void {
  const fail = (message: string) => {
    throw new HavcError('OPTION_INVALID', message);
  };
  if (testSet !== undefined && truth !== undefined) {
    fail('options.testSet and options.truth are both given: measure one after the other.');
  }
  if (size !== 'full' && !(Number.isInteger(size) && size >= 16 && size <= 4096)) {
    fail(`options.size must be a whole number from 16 to 4096, or full, got ${size}.`);
  }
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1)) {
    fail(`options.limit must be a whole number from 1, got ${limit}.`);
  }
}

async function openPictures(options: ColorOptions, { photographs, scratch, signal }: BenchContext): Promise<TruthSet> {
  const { truth, size = 480, limit } = options;
  if (truth !== undefined) return openTruth(truth, { size, limit, scratch, signal });
  const own = await folderTruth(photographs, { size, limit });
  // What else lies beside our own photographs is nothing that a user should look after.
  return { ...own, name: 'photographs', source: 'the photographs that come with havc', notes: [] };
}

async function measureReferences({ truth, survey, thumbnails, context }: ColorRun): Promise<readonly MethodColors[]> {
  const own = scoreMethod({ id: 'truth', label: 'The truth', kind: 'truth' });
  const scores = scoreMethod({ id: 'gray', label: 'Gray: no colours at all', kind: 'gray' });
  const progress = sayProgress('Gray', survey.pictures.length, context);
  for await (const { name, image } of readSurveyed(truth, survey, context.signal)) {
    const gray = grayOf(image);
    own.add(name, scoreColors(image, image));
    scores.add(name, scoreColors(gray, image));
    await thumbnails?.addTruth(name, image);
    await thumbnails?.add(name, 'gray', gray, image);
    progress();
  }
  const note = 'What a picture without colours scores: deltaE alone is no ranking.';
  return [tell(own, [], context), tell(scores, [note], context)];
}

async function measureMethod(method: Method, { truth, survey, thumbnails, context }: ColorRun): Promise<MethodColors> {
  const { signal, models } = context;
  const { recipe } = method;
  const scores = scoreMethod(method);
  const progress = sayProgress(method.label, survey.pictures.length, context);
  await using open = await openMethod(method, { ...models, signal }, false);
  for await (const { name, image } of readSurveyed(truth, survey, signal)) {
    const gray = grayOf(image);
    const working = workingPicture(gray, recipe);
    const colored = fullPicture(gray, working, await open.colorize(working), recipe);
    scores.add(name, scoreColors(colored, image));
    await thumbnails?.add(name, method.id, colored, image);
    progress();
  }
  return tell(scores, open.notices, context);
}

/** In the order in which they first appear. */
function panelNamesOf({ pictures }: PublishedPanels): readonly string[] {
  return [...new Set(pictures.flatMap(({ panelNames }) => panelNames))];
}

async function measurePanels(
  { pictures, models }: PublishedPanels,
  names: readonly string[],
  { thumbnails, survey, context }: ColorRun,
): Promise<readonly MethodColors[]> {
  const surveyed = new Set(survey.pictures.map(({ name }) => name));
  const methods = new Map<string, MethodScores>(
    names.map((id) => {
      const model = Object.hasOwn(models, id) ? models[id] : undefined;
      return [id, scoreMethod({ id, label: model === undefined ? id : `${id}: ${model}`, kind: 'panel' })];
    }),
  );
  for (const picture of pictures) {
    throwIfAborted(context.signal);
    if (!surveyed.has(picture.name)) continue;
    const { original, panels } = await picture.load(context.signal);
    for (const [id, panel] of panels) {
      methods.get(id)!.add(picture.name, scoreColors(panel, original));
      await thumbnails?.add(picture.name, id, panel, original);
    }
  }
  return [...methods.values()].map((scores) => tell(scores, ['As published, on a JPEG sheet.'], context));
}

/** Counts pictures, and tells from time to time. */
function sayProgress(label: string, pictures: number, { say }: BenchContext): () => void {
  let [done, told] = [0, performance.now()];
  return () => {
    done++;
    const now = performance.now();
    if (now - told < PROGRESS_MS) return;
    told = now;
    say(`${label}: ${done} of ${pictures} pictures.`);
  };
}

function tell(scores: MethodScores, notes: readonly string[], { say }: BenchContext): MethodColors {
  const results = scores.results(notes);
  const { label, mean, pictures } = results;
  say(
    `${label}: mean CIEDE2000 ${mean.deltaE.toFixed(2)}, mean chroma ${mean.chroma.toFixed(1)}, of ${pictures.length}.`,
  );
  return results;
}
