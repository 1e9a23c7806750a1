import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BaselineEntry } from './baseline.ts';
import type { GuardDefinition, GuardGroup } from './guard-group.ts';
import { guardLines } from './guard-lines.ts';
import { runGuard } from './run-guard.ts';

let folder: string;
let baseline: string;
/** Where the guard makes its folders meanwhile. */
let temporary: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guard test é '));
  temporary = await mkdtemp(join(tmpdir(), 'guard test scratch '));
  baseline = join(folder, 'baseline.json');
  vi.stubEnv('TMPDIR', temporary);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  for (const made of [folder, temporary]) await rm(made, { recursive: true, force: true });
});

const lead: GuardDefinition = {
  ...{ name: 'kernel', unit: 'x', direction: 'higher', margin: { relative: 0.25 }, why: 'how far ahead it is' },
};
const error: GuardDefinition = {
  ...{ name: 'dE', unit: '', direction: 'lower', margin: { absolute: 0.05 }, why: 'how far off colours are' },
};

/** Gives what it is told to, one after another, and counts how often it was asked. */
function group(definition: GuardDefinition, values: readonly number[], isTimed = true) {
  const made = {
    ...{ definitions: [definition], isTimed, dependsOnNode: false, asked: 0 },
    measure: async () => ({ [definition.name]: values[Math.min(made.asked++, values.length - 1)]! }),
  };
  return made satisfies GuardGroup;
}

async function guarded(
  entries: readonly BaselineEntry[],
  groups: readonly GuardGroup[],
  { update = false, node = process.version } = {},
) {
  const made = {
    date: '2026-01-02',
    machine: 'm',
    cores: 2,
    system: 's',
    node,
    ffmpeg: 'f',
    onnxruntime: 'o',
  };
  await writeFile(baseline, JSON.stringify({ version: 1, made, entries }));
  return await runGuard({ baseline, update, photographs: folder, say: () => {} }, groups);
}

describe('runGuard', () => {
  it.each([
    ['ok', 10, 'at its baseline'],
    ['ok', 7.5, 'at the margin'],
    ['lost', 7.49, 'beyond the margin'],
    ['ok', 12.5, 'better by as much'],
    ['gained', 12.6, 'better by more'],
    ['lost', Number.NaN, 'without a number'],
    ['lost', 0, 'at nothing'],
  ])('finds a lead of 10 %s at %d: %s', async (state, now) => {
    const { results, isPassed } = await guarded([{ ...lead, value: 10 }], [group(lead, [now])]);
    expect(results).toEqual([
      {
        ...{ name: 'kernel', unit: 'x', direction: 'higher', state, baseline: 10, limit: 7.5, why: lead.why },
        ...{ now: Number.isNaN(now) ? null : now, tries: state === 'lost' ? 3 : 1 },
      },
    ]);
    expect(isPassed).toBe(state !== 'lost');
  });

  it.each([
    ['ok', 9.04],
    ['lost', 9.06],
    ['ok', 8.96],
    ['gained', 8.94],
  ])('finds a deltaE of 9, of which less is better, %s at %d', async (state, now) => {
    const { results } = await guarded([{ ...error, value: 9 }], [group(error, [now], false)]);
    expect(results[0]).toMatchObject({ state, tries: 1 });
  });

  it('measures what seems lost again, and takes the best', async () => {
    const timed = group(lead, [5, 8, 6]);
    const { results, isPassed } = await guarded([{ ...lead, value: 10 }], [timed]);
    expect(results[0]).toMatchObject({ state: 'ok', now: 8, tries: 2 });
    expect(isPassed).toBe(true);
    expect(timed.asked).toBe(2);
  });

  it('gives up after three times, with the best of them', async () => {
    const timed = group(lead, [5, 6, 5.5, 10]);
    const { results } = await guarded([{ ...lead, value: 10 }], [timed]);
    expect(results[0]).toMatchObject({ state: 'lost', now: 6, tries: 3 });
    expect(timed.asked).toBe(3);
  });

  it("doesn't measure again what is the same each time", async () => {
    const fixed = group(error, [10, 9], false);
    const { results } = await guarded([{ ...error, value: 9 }], [fixed]);
    expect(results[0]).toMatchObject({ state: 'lost', now: 10, tries: 1 });
    expect(fixed.asked).toBe(1);
  });

  it('goes by the margin that the baseline states', async () => {
    const { results } = await guarded([{ ...lead, value: 10, margin: { absolute: 9 } }], [group(lead, [2])]);
    expect(results[0]).toMatchObject({ state: 'ok', limit: 1 });
  });

  it('tells what the baseline has not got, and what is measured no more, and fails for neither', async () => {
    const { results, isPassed } = await guarded([{ ...error, value: 9 }], [group(lead, [3])]);
    expect(results).toMatchObject([
      { name: 'kernel', state: 'new', baseline: null, limit: null, now: 3 },
      { name: 'dE', state: 'missing', baseline: 9, now: null },
    ]);
    expect(isPassed).toBe(true);
  });

  it('fails with what its measurements fail with, and leaves no folder', async () => {
    const broken: GuardGroup = {
      ...{ definitions: [lead], isTimed: true, dependsOnNode: false },
      async measure({ scratch }) {
        await writeFile(join(scratch, 'film.mp4'), 'half');
        throw new Error('no model');
      },
    };
    await expect(guarded([{ ...lead, value: 10 }], [broken])).rejects.toThrow('no model');
    expect(await readdir(temporary)).toEqual([]);
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort();
    await guarded([], []);
    const stopped = runGuard({ baseline, photographs: folder, say: () => {}, signal }, [group(lead, [10])]);
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('updates with the middle of three, sorted by name, the same bytes for the same numbers', async () => {
    const report = await guarded([], [group(lead, [9, 12.3456789, 30]), group(error, [9.5], false)], { update: true });
    expect(report).toMatchObject({ isPassed: true, isUpdated: true });
    const { entries } = JSON.parse(await readFile(baseline, 'utf8'));
    expect(entries).toEqual([
      { ...error, value: 9.5 },
      { ...lead, value: 12.35 },
    ]);
    const entriesOf = async () => (await readFile(baseline, 'utf8')).replace(/"date": .*/, '');
    const first = await entriesOf();
    await guarded([], [group(error, [9.5], false), group(lead, [12.34567])], { update: true });
    expect(await entriesOf()).toBe(first);
    expect(await readdir(folder)).toEqual(['baseline.json']);
  });

  it('can be read again after an update', async () => {
    await guarded([], [group(lead, [10])], { update: true });
    const report = await runGuard({ baseline, photographs: folder, say: () => {} }, [group(lead, [7])]);
    expect(report.results[0]).toMatchObject({ state: 'lost', baseline: 10 });
  });
});

describe('a broken baseline', () => {
  const entry = { ...lead, value: 10 };
  const whole = { version: 1, made: {}, entries: [] };
  it.each([
    ['', /is no baseline: it is no JSON. Restore it/],
    ['{"version":1', /it is no JSON/],
    ['[]', /the whole must be an object/],
    [JSON.stringify({ ...whole, version: 2 }), /version must be 1/],
    [withEntries([{ ...entry, margin: { relative: 25 } }]), /entries\[0\]\.margin/],
    [withEntries([{ ...entry, margin: {} }]), /entries\[0\]\.margin/],
    [withEntries([{ ...entry, value: null }]), /entries\[0\]\.value must be a finite number/],
    [withEntries([entry, entry]), /has two entries of one name/],
    [withEntries([{ ...entry, direction: 'sideways' }]), /direction must be one of higher, lower/],
    [withEntries([{ ...entry, extra: 1 }]), /entries\[0\]/],
  ])('%s is told with its place', async (text, why) => {
    await writeFile(baseline, text);
    const run = () => runGuard({ baseline, photographs: folder, say: () => {} }, []);
    await expect(run()).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
    await expect(run()).rejects.toThrow(why);
  });

  it('that is missing is told with how to make one', async () => {
    const run = runGuard({ baseline: join(folder, 'none.json'), photographs: folder, say: () => {} }, []);
    await expect(run).rejects.toMatchObject({ code: 'INPUT_MISSING', message: expect.stringContaining('--update') });
  });

  it("is left as it is where a new one can't be written", async () => {
    const path = join(folder, 'no folder', 'baseline.json');
    const run = runGuard({ baseline: path, update: true, photographs: folder, say: () => {} }, []);
    await expect(run).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });

  function withEntries(entries: readonly unknown[]): string {
    const made = { date: '', machine: '', cores: 1, system: '', node: '', ffmpeg: '', onnxruntime: '' };
    return JSON.stringify({ version: 1, made, entries });
  }
});

describe('guardLines', () => {
  it('gives a line a number, why the lost ones matter, and the verdict', async () => {
    const other = { ...lead, name: 'other' };
    const entries = [
      { ...lead, value: 10 },
      { ...error, value: 9 },
      { ...other, value: 1 },
    ];
    const report = await guarded(entries, [group(lead, [5, 6.66666]), group(error, [9], false)]);
    expect(guardLines({ ...report, seconds: 61.2 })).toEqual([
      'what    baseline  now     allowed',
      'kernel  10x       6.667x  at least 7.5x   LOST (best of 3)',
      'dE      9         9       at most 9.05    ok',
      'other   1x        -       at least 0.75x  not measured here',
      'kernel: how far ahead it is',
      '1 of 3 numbers are lost beyond their margins: 61 s.',
      'Where a loss is meant, make it the baseline with --update, and say why in the commit.',
    ]);
  });

  it('says that nothing is lost', async () => {
    const report = await guarded([{ ...lead, value: 10 }], [group(lead, [10])]);
    expect(guardLines(report).at(-1)).toMatch(/^Nothing is lost: \d+ s\.$/);
  });

  it('says which Node to take where the baseline was made with another', async () => {
    const compiled = { ...group(lead, [1]), dependsOnNode: true };
    const report = await guarded([{ ...lead, value: 10 }], [compiled], { node: 'v18.1.0' });
    expect(report).toMatchObject({ isPassed: true, results: [{ state: 'unlike', baseline: 10, now: null }] });
    expect(compiled.asked).toBe(0);
    const text = guardLines(report).join('\n');
    expect(text).toMatch(/kernel +10x +- +at least 7\.5x +NOT MEASURED: another Node/);
    expect(text).toContain('take Node 18 to measure kernels');
  });
});
