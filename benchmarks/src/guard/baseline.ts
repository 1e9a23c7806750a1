import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { HavcError } from '@havc/core';
import { readBounded } from '@havc/presets';
import { z } from 'zod';
import type { Environment } from '../machine/environment.ts';
import { describeIssues } from '../results/schema/describe-issues.ts';
import type { GuardDefinition } from './guard-group.ts';

const MAX_BASELINE_BYTES = 1 << 20;

/** A guarded number as it was when the baseline was made. */
export interface BaselineEntry extends GuardDefinition {
  readonly value: number;
}

/** What the guard compares with: `baseline.json`. */
export interface Baseline {
  readonly version: 1;
  /** Where and when it was made; timed values are ratios, which hardly depend on it. */
  readonly made: Pick<Environment, 'date' | 'machine' | 'cores' | 'system' | 'node' | 'ffmpeg' | 'onnxruntime'>;
  /** By name. */
  readonly entries: readonly BaselineEntry[];
}

const text = z.string().max(2000);
const finite = z.number();
const share = z.number().min(0).max(1);

const schema = z.strictObject({
  version: z.literal(1),
  made: z.strictObject({
    ...{ date: text, machine: text, cores: z.int().min(1), system: text, node: text, ffmpeg: text, onnxruntime: text },
  }),
  entries: z
    .array(
      z.strictObject({
        ...{ name: text, unit: text, direction: z.enum(['higher', 'lower']), value: finite, why: text },
        margin: z.union([z.strictObject({ relative: share }), z.strictObject({ absolute: z.number().min(0) })]),
      }),
    )
    .max(1000)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'has two entries of one name'),
}) satisfies z.ZodType<Baseline>;

/**
 * The baseline from its file.
 *
 * @throws HavcError `INPUT_MISSING`, `INPUT_UNREADABLE` for what is no baseline, with its place.
 */
export async function readBaseline(path: string): Promise<Baseline> {
  const bytes = await readBounded(path, MAX_BASELINE_BYTES, 'baseline').catch((error: unknown) => {
    if (!HavcError.is(error, 'INPUT_MISSING')) throw error;
    throw new HavcError('INPUT_MISSING', `${error.message} Make one with --update.`, {
      details: { path },
      cause: error,
    });
  });
  let data: unknown;
  try {
    data = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw unreadable(path, 'it is no JSON.', error);
  }
  const result = schema.safeParse(data);
  if (!result.success) throw unreadable(path, describeIssues(result.error.issues));
  return result.data;
}

/**
 * Writes a baseline, sorted by name and with four digits a number, so that changes are all that changes; the file is
 * replaced when the new one is complete.
 *
 * @throws HavcError `OUTPUT_UNWRITABLE`.
 */
export async function writeBaseline(path: string, { made, entries }: Baseline): Promise<void> {
  const sorted = entries
    .map(({ name, value, unit, direction, margin, why }) => ({
      ...{ name, value: Number(value.toPrecision(4)), unit, direction, margin, why },
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, `${JSON.stringify({ version: 1, made, entries: sorted }, null, 2)}\n`, { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    const why = error instanceof Error ? error.message : String(error);
    throw new HavcError('OUTPUT_UNWRITABLE', `Can't write the baseline ${JSON.stringify(path)}: ${why}.`, {
      ...{ details: { path }, cause: error },
    });
  }
}

function unreadable(path: string, why: string, cause?: unknown): HavcError {
  const message = `${JSON.stringify(path)} is no baseline: ${why} Restore it from the repository, or make one with --update.`;
  return new HavcError('INPUT_UNREADABLE', message, { details: { path }, cause });
}
