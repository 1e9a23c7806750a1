import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { throwIfAborted } from '@havc/core';
import { describeEnvironment, type Environment } from '../machine/environment.ts';
import { median } from '../statistics/median.ts';
import { type Baseline, type BaselineEntry, readBaseline, writeBaseline } from './baseline.ts';
import type { GuardContext, GuardDefinition, GuardGroup } from './guard-group.ts';
import { betterOf, isGained, isLost, limitOf } from './judge-entry.ts';

/** How often what seems lost is measured before it is lost, the first time included; the best counts. */
const TRIES = 3;

/** What the guard takes. */
export interface GuardOptions {
  /** File of the baseline. */
  readonly baseline: string;
  /** Writes a new baseline instead of comparing with the old one. Default false. */
  readonly update?: boolean;
  /** Folder of the photographs that come with havc: `media` in the repository. */
  readonly photographs: string;
  /** Told, in a sentence, what is going on. */
  say(text: string): void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What became of a guarded number: `ok` within its margin, `gained` beyond it on the good side, `lost` beyond it on the
 * bad one, `new` where the baseline hasn't got it, `missing` where nothing measures it any more, `unlike` where it was made
 * with another major of Node, which compiles the peers otherwise.
 */
export type GuardState = 'ok' | 'gained' | 'lost' | 'new' | 'missing' | 'unlike';

/** One guarded number. */
export interface GuardResult {
  readonly name: string;
  readonly unit: string;
  readonly direction: GuardDefinition['direction'];
  readonly state: GuardState;
  /** Null where the baseline hasn't got it. */
  readonly baseline: number | null;
  /** The best of all tries; null where nothing measures it, or nothing was measured. */
  readonly now: number | null;
  /** The worst value that is no loss; null without a baseline. */
  readonly limit: number | null;
  readonly tries: number;
  readonly why: string;
}

/** What the guard has found. Plain data for JSON. */
export interface GuardReport {
  readonly format: 'havc-guard';
  readonly version: 1;
  /** Whether nothing is lost. */
  readonly isPassed: boolean;
  /** Whether the baseline was written anew, with these numbers. */
  readonly isUpdated: boolean;
  readonly seconds: number;
  readonly environment: Environment;
  /** Where the baseline was made; null for the first one. */
  readonly made: Baseline['made'] | null;
  readonly results: readonly GuardResult[];
}

/**
 * Measures what must not get worse, and compares it with the baseline, each number within its own margin. Timed numbers
 * are ratios to a peer in the same run. One that seems lost is measured up to three times, and the best one counts. Kernels
 * are measured with the major of Node that the baseline was made with alone.
 *
 * To update measures timed numbers three times, takes their medians, and replaces the baseline's file.
 *
 * @throws HavcError `INPUT_MISSING`, `INPUT_UNREADABLE` for the baseline; `OUTPUT_UNWRITABLE`; `ABORTED`; and as what is
 * measured does: a number that can't be measured isn't guarded.
 */
export async function runGuard(options: GuardOptions, groups: readonly GuardGroup[]): Promise<GuardReport> {
  const { baseline: path, update = false, photographs, say, signal } = options;
  const startedAt = performance.now();
  const environment = await describeEnvironment();
  const baseline = update ? undefined : await readBaseline(path);
  const scratch = await mkdtemp(join(tmpdir(), 'havc-guard-'));
  const results: GuardResult[] = [];
  try {
    const context: GuardContext = { photographs, scratch, say, signal };
    for (const group of groups) {
      throwIfAborted(signal);
      results.push(...(baseline ? await compareGroup(group, baseline, context) : await renewGroup(group, context)));
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  if (baseline) results.push(...missingFrom(results, baseline));
  else await writeBaseline(path, { version: 1, made: madeOn(environment), entries: entriesOf(results, groups) });
  return {
    ...{ format: 'havc-guard', version: 1, isPassed: results.every(({ state }) => state !== 'lost') },
    ...{ isUpdated: update, seconds: (performance.now() - startedAt) / 1000, environment },
    ...{ made: baseline?.made ?? null, results },
  };
}

async function compareGroup(group: GuardGroup, baseline: Baseline, context: GuardContext): Promise<GuardResult[]> {
  const { definitions, isTimed } = group;
  const entries = new Map(baseline.entries.map((entry) => [entry.name, entry]));
  if (group.dependsOnNode && majorOf(baseline.made.node) !== majorOf(process.version)) {
    return definitions.map((definition) => unlike(definition, entries.get(definition.name)));
  }
  let best = await group.measure(context);
  let tries = 1;
  const lost = () =>
    definitions.filter(({ name }) => {
      const entry = entries.get(name);
      return entry !== undefined && isLost(entry, measuredOf(best, name));
    });
  for (; isTimed && tries < TRIES && lost().length > 0; tries++) {
    throwIfAborted(context.signal);
    context.say(`${lost()[0]!.name} seems lost: once more`);
    best = bestOf(definitions, best, await group.measure(context));
  }
  return definitions.map((definition) =>
    resultOf(definition, entries.get(definition.name), measuredOf(best, definition.name), tries),
  );
}

async function renewGroup(group: GuardGroup, context: GuardContext): Promise<GuardResult[]> {
  const tries = group.isTimed ? TRIES : 1;
  const measured: Readonly<Record<string, number>>[] = [];
  while (measured.length < tries) {
    throwIfAborted(context.signal);
    measured.push(await group.measure(context));
  }
  return group.definitions.map((definition) =>
    resultOf(definition, undefined, median(measured.map((values) => measuredOf(values, definition.name))), tries),
  );
}

function resultOf(
  { name, unit, direction, why }: GuardDefinition,
  entry: BaselineEntry | undefined,
  now: number,
  tries: number,
): GuardResult {
  const described = { name, unit, direction, why, tries, now: Number.isFinite(now) ? now : null };
  if (!entry) return { ...described, state: 'new', baseline: null, limit: null };
  const state = isLost(entry, now) ? 'lost' : isGained(entry, now) ? 'gained' : 'ok';
  return { ...described, state, baseline: entry.value, limit: limitOf(entry) };
}

function unlike({ name, unit, direction, why }: GuardDefinition, entry: BaselineEntry | undefined): GuardResult {
  const values = { baseline: entry?.value ?? null, now: null, limit: entry ? limitOf(entry) : null };
  return { name, unit, direction, why, ...values, state: entry ? 'unlike' : 'new', tries: 0 };
}

function missingFrom(results: readonly GuardResult[], { entries }: Baseline): GuardResult[] {
  const measured = new Set(results.map(({ name }) => name));
  return entries
    .filter(({ name }) => !measured.has(name))
    .map((entry) => {
      const { name, unit, direction, why, value } = entry;
      return {
        name,
        unit,
        direction,
        why,
        state: 'missing',
        baseline: value,
        now: null,
        limit: limitOf(entry),
        tries: 0,
      };
    });
}

function bestOf(
  definitions: readonly GuardDefinition[],
  first: Readonly<Record<string, number>>,
  second: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    definitions.map(({ name, direction }) => [
      name,
      betterOf(direction, measuredOf(first, name), measuredOf(second, name)),
    ]),
  );
}

function measuredOf(values: Readonly<Record<string, number>>, name: string): number {
  return values[name] ?? Number.NaN;
}

function entriesOf(results: readonly GuardResult[], groups: readonly GuardGroup[]): readonly BaselineEntry[] {
  const values = new Map(results.map(({ name, now }) => [name, now]));
  return groups
    .flatMap(({ definitions }) => definitions)
    .flatMap((definition) => {
      const value = values.get(definition.name) ?? null;
      return value === null ? [] : [{ ...definition, value }];
    });
}

/** `v20` of `v20.20.2`. */
export function majorOf(version: string): string {
  return version.split('.')[0]!;
}

function madeOn({ date, machine, cores, system, node, ffmpeg, onnxruntime }: Environment): Baseline['made'] {
  return { date, machine, cores, system, node, ffmpeg, onnxruntime };
}
