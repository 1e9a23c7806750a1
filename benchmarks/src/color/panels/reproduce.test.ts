import { createRgbImage, deltaE2000, rgbToLab } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { readPanels } from './read-panels.ts';
import { REPRODUCTION_LIMITS, reproduce } from './reproduce.ts';
import { MADE_COLORS, type MadeTestSet, madeTestSet, writeTestSet } from './testing/make-test-set.ts';
import { realTestSet } from './testing/real-test-set.ts';

const folder = realTestSet();

/** CIEDE2000 of two colours by the plain formula; `isExchanged`: red and blue change places first. */
function difference(a: keyof typeof MADE_COLORS, b: keyof typeof MADE_COLORS, isExchanged: boolean): number {
  const lab = (name: keyof typeof MADE_COLORS) => {
    const [red, green, blue] = MADE_COLORS[name];
    const { data } = rgbToLab(
      createRgbImage(1, 1, Uint8Array.from(isExchanged ? [blue, green, red] : [red, green, blue])),
    );
    return [data[0]!, data[1]!, data[2]!] as const;
  };
  return deltaE2000(lab(a), lab(b));
}

/** The made test set with tables that are right, but for `change`. */
async function reproduceMade(change: (rows: Record<string, Record<string, number>>) => void, average?: object) {
  const set: MadeTestSet = madeTestSet();
  const row = (isExchanged: boolean) => ({
    a: difference('a', 'original', isExchanged),
    c: difference('c', 'original', isExchanged),
  });
  const rows = { '01': row(false), '02': row(true) };
  change(rows);
  Object.assign(set.published, { test_set_1: { columns: ['a', 'c'], rows, ...(average && { average }) } });
  await using made = await writeTestSet(set);
  return await reproduce(await readPanels(made.folder));
}

describe('reproduce', () => {
  it('finds the numbers that the formula gives, and their averages', async () => {
    const result = await reproduceMade(() => {});
    const expected = [false, true].map((isExchanged) => difference('c', 'original', isExchanged));
    // Pictures are compared in 32-bit floats and without angles: within 1e-3 of the formula.
    expect(result.tables[0]!.rows.map(({ cells }) => cells[1]!.measured)).toEqual([
      expect.closeTo(expected[0]!, 3),
      expect.closeTo(expected[1]!, 3),
    ]);
    expect(result.tables[0]!.averages[1]!.measured).toBeCloseTo((expected[0]! + expected[1]!) / 2, 3);
    expect(result).toMatchObject({ source: 'made for a test', cells: 4, isMet: true, limits: REPRODUCTION_LIMITS });
    expect(result.largestDifference).toBeLessThan(1e-3);
    expect(result.largestColumnDifference).toBeLessThan(1e-3);
  });

  it('finds a cell that was published otherwise, and says which', async () => {
    const result = await reproduceMade((rows) => {
      rows['02']!['c']! += 0.7;
    });
    expect(result.largestAt).toBe('02, c');
    expect(result.largestDifference).toBeCloseTo(0.7, 3);
    expect(result.meanAbsoluteDifference).toBeCloseTo(0.7 / 4, 3);
    expect(result.isMet).toBe(false);
  });

  it('fails by the mean alone where all cells are a little off', async () => {
    const sign = { a: 1, c: -1 };
    const result = await reproduceMade((rows) => {
      for (const [index, row] of Object.values(rows).entries()) {
        for (const column of ['a', 'c'] as const) row[column]! += (index === 0 ? 0.2 : -0.2) * sign[column];
      }
    });
    expect(result.meanAbsoluteDifference).toBeCloseTo(0.2, 3);
    expect(result.largestColumnDifference).toBeLessThan(1e-3);
    expect(result.isMet).toBe(false);
  });

  it("fails by a published average that isn't the mean of what is measured", async () => {
    const result = await reproduceMade(() => {}, { a: 0, c: 1 });
    expect(result.meanAbsoluteDifference).toBeLessThan(1e-3);
    expect(result.largestColumnDifference).toBeGreaterThan(REPRODUCTION_LIMITS.column);
    expect(result.isMet).toBe(false);
  });

  it('has nothing to say without a table', async () => {
    await expect(reproduce({ source: 'none', pictures: [], tables: [] })).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
    });
  });

  it.skipIf(folder === undefined)('gives the published tables of the 23 pictures', async () => {
    const result = await reproduce(await readPanels(folder!));
    expect(result.tables.map(({ name, columns, rows }) => [name, columns.length, rows.length])).toEqual([
      ['test_set_1', 5, 23],
      ['test_set_2', 5, 23],
    ]);
    expect(result.cells).toBe(230);
    expect(result.meanAbsoluteDifference).toBeLessThanOrEqual(0.13);
    expect(result.largestDifference).toBeLessThanOrEqual(0.6);
    expect(result.largestColumnDifference).toBeLessThanOrEqual(0.16);
    expect(result.isMet).toBe(true);
  });

  it.skipIf(folder === undefined)('would notice a single cell of them that was a whole step off', async () => {
    const real = await readPanels(folder!);
    const only = { ...real, pictures: real.pictures.slice(0, 2) };
    const tables = real.tables.map((table) => ({ ...table, rows: table.rows.slice(0, 2) }));
    const [first, ...others] = tables;
    const [row, ...rows] = first!.rows;
    const changed = {
      ...first!,
      rows: [{ ...row!, scores: row!.scores.map((score, n) => score + (n === 3 ? 1 : 0)) }, ...rows],
    };
    const result = await reproduce({ ...only, tables: [changed, ...others] });
    expect(result).toMatchObject({ isMet: false, largestAt: `01, ${first!.columns[3]}` });
  });
});
