import type { ColorScores, MergeScore } from '../../results/color-results.ts';
import { type PairedValues, pairedDifference } from '../../statistics/paired-difference.ts';
import type { PublishedPanels } from '../panels/read-panels.ts';
import { leaveOneOut } from './choose-options.ts';
import { type ChromaStep, deltaEAtChroma } from './equal-chroma.ts';
import { type DeltaETable, type MergeRun, measureChromaSteps, measureDeltaE, measureScores } from './measure-merges.ts';
import type { MergeTrial } from './merge-trial.ts';
import { type PlannedRow, planMerges } from './plan-merges.ts';

/**
 * Every merge of `@havc/filters` on published panels of single models, which are real outputs of the real models: see
 * `planMerges` for what is tried.
 *
 * Models and merges get the original's luma, as all that havc colourizes does: a panel's own score in the published tables
 * is up to 0.3 higher, mostly by the noise of JPEG in its luma. Options that were chosen are chosen by mean deltaE, and scored by leaving one picture out at a time; differences are
 * paired by picture. Empty where there is no pair of a DeOldify and a DDColor panel on all pictures. With the published
 * test set it measures some 13,000 merges, which takes minutes.
 *
 * @throws HavcError `INPUT_UNREADABLE` where a picture can't be read, `ABORTED`.
 */
export async function runMerges(
  panels: Pick<PublishedPanels, 'pictures' | 'models'>,
  { say, signal }: Pick<MergeRun, 'say' | 'signal'>,
): Promise<readonly MergeScore[]> {
  const { pictures } = panels;
  const onAll = Object.entries(panels.models).filter(([name]) =>
    pictures.every(({ panelNames }) => panelNames.includes(name)),
  );
  const plan = planMerges(Object.fromEntries(onAll));
  const rows = plan.rows.filter(({ trials }) => trials.length === 1 || pictures.length > 1);
  if (rows.length === 0 || pictures.length === 0) return [];
  const run: MergeRun = { pictures, say, signal };
  const table = await measureDeltaE(run, plan.models, unique(rows.flatMap(({ trials }) => trials)));
  const chosen = rows.map((row) => chooseTrial(row, table));
  const scores = await measureScores(run, unique(chosen.map(({ trial }) => trial)));
  const steps = await measureChromaSteps(run, plan.references);
  return chosen.map((row) => mergeScore(row, table, scores.get(row.trial.id)!, steps));
}

function unique(trials: readonly MergeTrial[]): readonly MergeTrial[] {
  return [...new Map(trials.map((trial) => [trial.id, trial])).values()];
}

interface ChosenRow {
  readonly row: PlannedRow;
  /** The one trial, or the best on all pictures. */
  readonly trial: MergeTrial;
  /** Where there was a choice: what each picture scores with what is best on the others. */
  readonly unseen?: readonly number[];
}

function chooseTrial(row: PlannedRow, table: DeltaETable): ChosenRow {
  const [only, ...others] = row.trials;
  if (others.length === 0) return { row, trial: only! };
  const { best, values } = leaveOneOut(row.trials.map(({ id }) => table.get(id)!));
  return { row, trial: row.trials[best]!, unseen: values };
}

function mergeScore(
  { row, trial, unseen }: ChosenRow,
  table: DeltaETable,
  mean: ColorScores,
  steps: ReadonlyMap<string, readonly ChromaStep[]>,
): MergeScore {
  const isChosen = unseen !== undefined;
  const id = isChosen ? `${row.models.join('+')} ${row.method}, chosen` : trial.id;
  const values = table.get(trial.id)!;
  const reference = lowest(
    row.references.map((each) => each.id),
    table,
  );
  const promised = { id, values: unseen ?? values };
  const isReference = !isChosen && reference.id === trial.id;
  const equal = isReference ? undefined : deltaEAtChroma(steps.get(reference.id)!, mean.chroma);
  return {
    id,
    first: trial.first,
    second: trial.second,
    ...(trial.others !== undefined && trial.others.length > 0 && { others: trial.others }),
    method: row.method,
    options: isChosen ? chosenLabel(row, trial) : trial.options,
    origin: row.origin,
    mean,
    ...(!isReference && { againstSimple: pairedDifference({ id, values }, reference) }),
    againstBetterModel: pairedDifference({ id, values }, lowest(row.models, table)),
    ...(equal && {
      atEqualChroma: pairedDifference(promised, {
        id: `${reference.id}, at chroma ${mean.chroma.toFixed(1)}`,
        values: equal,
      }),
    }),
    ...(isChosen && {
      leaveOneOut: {
        deltaE: unseen.reduce((sum, value) => sum + value, 0) / unseen.length,
        candidates: row.trials.length,
        against: pairedDifference(promised, reference),
      },
    }),
  };
}

function chosenLabel({ method, trials }: PlannedRow, trial: MergeTrial): string {
  const what = method === 'any' ? `${trial.method}, ` : '';
  const of = method === 'mean' ? [trial.first, trial.second, ...(trial.others ?? [])].join('+') : trial.options;
  return `best of ${trials.length}: ${what}${of}`;
}

/** The one with the smallest mean deltaE. */
function lowest(ids: readonly string[], table: DeltaETable): PairedValues {
  const sum = (id: string) => table.get(id)!.reduce((total, value) => total + value, 0);
  const id = ids.reduce((best, other) => (sum(other) < sum(best) ? other : best));
  return { id, values: table.get(id)! };
}
