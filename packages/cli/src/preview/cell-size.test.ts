import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellSize, fitCell, MAX_COLUMNS, MAX_ROWS } from './cell-size.ts';

describe('cellSize', () => {
  it.each([
    [640, 480, 320, 320, 240],
    [1920, 1080, 320, 320, 180],
    [1080, 1920, 320, 180, 320],
    [64, 48, 320, 64, 48],
    [4000, 3, 320, 320, 1],
  ])('shows %ix%i within %i pixels as %ix%i', (width, height, cell, shownWidth, shownHeight) => {
    expect(cellSize({ width, height }, cell)).toEqual({ width: shownWidth, height: shownHeight });
  });
});

describe('fitCell', () => {
  const film = { width: 640, height: 480 };

  it('keeps the size that was asked for on a sheet of usual size', () => {
    expect(fitCell(Array(12).fill(film), 9, 320)).toBe(320);
  });

  it('takes smaller pictures where the sheet would become too wide', () => {
    // 40 pictures on 16000 pixels: 400 each.
    expect(fitCell(Array(40).fill(film), 2, 640)).toBe(400);
  });

  it('takes smaller pictures where the sheet would have too many pixels', () => {
    // 20 x 20 pictures of 600x450 have 108 million pixels; 30 million leave sqrt(30 / 108) of each side.
    expect(fitCell(Array(20).fill({ width: 600, height: 450 }), 20, 1024)).toBe(316);
  });

  it('keeps every sheet bounded, whatever is asked for', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    const pictures = fc.array(fc.record({ width: side, height: side }), { minLength: 1, maxLength: MAX_COLUMNS });
    fc.assert(
      fc.property(
        pictures,
        fc.integer({ min: 1, max: MAX_ROWS }),
        fc.integer({ min: 64, max: 2048 }),
        (sizes, rows, asked) => {
          const cell = fitCell(sizes, rows, asked);
          expect(cell).toBeGreaterThanOrEqual(16);
          expect(cell).toBeLessThanOrEqual(asked);
          const shown = sizes.map((size) => cellSize(size, cell));
          const across = shown.reduce((sum, { width }) => sum + width, 0);
          expect(across).toBeLessThanOrEqual(16_000);
          expect(across * rows * Math.max(...shown.map(({ height }) => height))).toBeLessThanOrEqual(30e6);
        },
      ),
    );
  });

  it.each([
    [MAX_COLUMNS + 1, 2],
    [2, MAX_ROWS + 1],
  ])('refuses %i columns by %i rows', (columns, rows) => {
    expect(() => fitCell(Array(columns).fill(film), rows, 320)).toThrow(/choose fewer frames or fewer presets/);
  });
});
