import { basename, resolve } from 'node:path';
import { HavcError, type Stage, type TargetSize } from '@havc/core';
import { ensureWritable } from '@havc/media';
import type { ModelPool } from '@havc/presets';
import { recipeFileReader } from '@havc/presets';
import type { ColorizeContext } from '../colorize/colorize-request.ts';
import { type InputKind, inputKind } from '../colorize/input-kind.ts';
import { settleOverwrite } from '../overwrite.ts';
import { formatDuration } from '../progress/format.ts';
import { imageEnd } from '../progress/image-end.ts';
import type { DecisionSubject } from '../progress/run-event.ts';
import { createSpeedMeter } from '../progress/speed-meter.ts';
import { describePool, openModels } from '../recipes/open-models.ts';
import { cliVersion } from '../version.ts';
import { ensureFits, fitCell } from './cell-size.ts';
import { type ContactSheet, drawContactSheet, type SheetRow } from './contact-sheet.ts';
import { defaultSheet } from './default-sheet.ts';
import { estimateFact, speedFact } from './label-text.ts';
import type { PreviewSource } from './preview-column.ts';
import { DEFAULT_SCENES, type PreviewRequest } from './preview-request.ts';
import { changesText, modelsOf, type PreviewWay, readWays, seesNeighbours } from './preview-ways.ts';
import { framesOfRow, type PreviewRow, type RenderedRow, renderRows } from './render-rows.ts';
import { sheetFormat, writeSheet } from './write-sheet.ts';

/** Frames on either side of a shown one that filters over time see: as many as decide most of what they do. */
const AROUND = 4;

/**
 * Draws a contact sheet of a film or of photographs, coloured in several ways, and writes its path to stdout.
 *
 * @throws HavcError as reading, colouring and writing do; `OPTION_INVALID` for what can't be previewed.
 */
export async function preview(request: PreviewRequest, context: ColorizeContext): Promise<void> {
  const startedAt = performance.now();
  const { input } = request;
  const { reporter, signal, streams } = context;
  const decide = (subject: DecisionSubject, message: string) =>
    reporter.tell({ event: 'decision-made', subject, message });
  const kind = await previewKind(request);
  const output = request.output ?? defaultSheet(input, kind);
  sheetFormat(output);
  const ways = await readWays(request, (message) => decide('model', message));
  await ensurePrecisionMatters(request, ways);
  ensureFits(request.at?.length ?? request.scenes ?? 1, ways.length + 1);
  const event = { input, output, kind: kind === 'film' || kind === 'image' ? kind : 'images' } as const;
  const recipe = ways.map(({ name }) => name).join(', ');
  const model = [...new Set(ways.flatMap((way) => modelsOf(way.recipe)))].join('+');
  reporter.tell({ event: 'run-start', version: cliVersion(), ...event, model, recipe });
  const inputs = kind === 'film' || kind === 'image' ? [input] : [];
  const overwrite = await settleOverwrite(output, inputs, { ...context, overwrite: request.overwrite });
  await ensureWritable(output, { overwrite, inputs });

  const recipes = ways.map(({ recipe }) => recipe);
  await using models = await openModels(recipes, request, kind === 'film', context);
  const source = await openSource(request, kind, context);
  const cell = fitCell(
    source.columns.map(({ picture }) => picture),
    ways.length + 1,
    request.cell,
  );
  if (cell < request.cell)
    decide('output', `Pictures are ${cell} pixels wide or high at most: the sheet would be too large.`);
  const rows = ways.map((way) => rowOf(way, kind === 'film', models, signal));
  const onFrame = progressTeller(rows, ways, source, models, context);
  const rendered = await renderRows(source.columns, rows, { cell, signal, onFrame });
  const sheet: ContactSheet = {
    title: basename(resolve(input)),
    facts: [source.facts, changesText(request.flags)].filter((text) => text !== '').join(' · '),
    columns: source.columns.map(({ title }) => title),
    rows: [
      { name: 'Source', facts: ['before'], warnings: [], pictures: rendered.source },
      ...ways.map((way, at) => labelled(way, rendered.rows[at]!, source, models)),
    ],
  };
  await writeSheet(await drawContactSheet(sheet), output, { overwrite, inputs, signal });
  reporter.tell(await imageEnd(output, startedAt));
  streams.stdout.write(`${output}\n`);
}

/** Of several ways one that has a full model is enough. */
async function ensurePrecisionMatters({ precision }: PreviewRequest, ways: readonly PreviewWay[]): Promise<void> {
  const { fullModelsOf } = await import('@havc/presets');
  const { ensurePrecision } = await import('../recipes/ensure-precision.ts');
  const [first] = ways;
  if (first && !ways.some(({ recipe }) => fullModelsOf(recipe).length > 0)) ensurePrecision(first.recipe, precision);
}

async function previewKind({ input, at, scenes }: PreviewRequest): Promise<Exclude<InputKind, 'pipe'>> {
  const kind = await inputKind(input);
  if (kind === 'pipe') {
    throw new HavcError(
      'OPTION_INVALID',
      'havc preview looks at a film in several places, and a pipe can be read once only: name a file.',
    );
  }
  if (at !== undefined && kind !== 'film') {
    throw new HavcError('OPTION_INVALID', `--at is for films, and ${JSON.stringify(input)} is none: leave it out.`, {
      details: { option: '--at' },
    });
  }
  if (at !== undefined && scenes !== undefined) {
    throw new HavcError('OPTION_INVALID', '--at and --scenes both say which frames are shown: give one of them.', {
      details: { option: '--scenes' },
    });
  }
  return kind;
}

async function openSource(
  { input, at, scenes = DEFAULT_SCENES }: PreviewRequest,
  kind: Exclude<InputKind, 'pipe'>,
  context: ColorizeContext,
): Promise<PreviewSource> {
  if (kind === 'film') {
    const { filmSource } = await import('./film-source.ts');
    return filmSource(input, at ? { at } : { scenes }, context);
  }
  const { stillSource } = await import('./still-source.ts');
  return stillSource(input, kind, scenes, context);
}

function rowOf({ recipe, folder }: PreviewWay, film: boolean, models: ModelPool, signal: AbortSignal): PreviewRow {
  const stages = new Map<string, Promise<Stage>>();
  const open = async (size: TargetSize): Promise<Stage> => {
    const { compile } = await import('@havc/presets');
    const { stage } = await compile(recipe, { models, size, readFile: recipeFileReader(folder), signal });
    return stage;
  };
  return {
    size: recipe.size,
    around: film && seesNeighbours(recipe) ? AROUND : 0,
    keepsLuma: recipe.luma === 'source',
    open(size) {
      const key = `${size.width}x${size.height}`;
      const stage = stages.get(key) ?? open(size);
      stages.set(key, stage);
      return stage;
    },
  };
}

function progressTeller(
  rows: readonly PreviewRow[],
  ways: readonly PreviewWay[],
  source: PreviewSource,
  models: ModelPool,
  { reporter }: ColorizeContext,
): (row: number) => void {
  const meter = createSpeedMeter(() => performance.now());
  const total = rows.reduce((sum, row) => sum + framesOfRow(row, source.columns.length), 0);
  let frames = 0;
  return (row) => {
    meter.count(++frames);
    reporter.tell({
      event: 'frame-done',
      frames,
      // Windows at a shot's edge are shorter.
      ...{ total, totalExact: false },
      fps: meter.perSecond(),
      secondsLeft: meter.secondsLeft(total),
      where: `${ways[row]!.name}: ${describePool(models)}`,
    });
  };
}

function labelled(
  { name, recipe }: PreviewWay,
  { pictures, secondsEach }: RenderedRow,
  { unit, count, duration }: PreviewSource,
  models: ModelPool,
): SheetRow {
  const names = modelsOf(recipe);
  const replaced = models.replaced.filter((model) => names.includes(model));
  const whole =
    unit === 'frame' ? (duration === undefined ? 'the film' : formatDuration(duration)) : `${count} pictures`;
  const isReplaced = replaced.length > 0;
  const facts = [
    names.join(' + '),
    ...(recipe.size === 480 ? [] : [recipe.size === 'full' ? 'at full size' : `at size ${recipe.size}`]),
    // What a stand-in takes says nothing of what the models would.
    `${speedFact(secondsEach, unit)}${isReplaced ? ', with a stand-in' : ''}`,
    // Of frames that are passed over it isn't known how many there are; one picture is done.
    ...(recipe.frames === 'all' && count > 1 && !isReplaced ? [estimateFact(secondsEach * count, whole)] : []),
  ];
  const warnings = isReplaced
    ? [`preview colours: the built-in model stands in for ${replaced.join(', ')}`]
    : names.includes('compact')
      ? ['preview colours']
      : [];
  return { name, facts, warnings, pictures };
}
