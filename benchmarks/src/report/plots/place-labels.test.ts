import { describe, expect, it } from 'vitest';
import { placeLabels } from './place-labels.ts';

const bounds = { left: 0, right: 200, top: 0, bottom: 100 };

describe('placeLabels', () => {
  it('puts a name on the right of a point that has room there', () => {
    expect(placeLabels([{ x: 50, y: 50, width: 40 }], bounds)).toEqual([{ index: 0, x: 57, y: 50, anchor: 'start' }]);
  });

  it('puts it on the left at the right end', () => {
    expect(placeLabels([{ x: 190, y: 50, width: 40 }], bounds)).toEqual([{ index: 0, x: 183, y: 50, anchor: 'end' }]);
  });

  it('keeps clear of other points', () => {
    const [first] = placeLabels(
      [
        { x: 50, y: 50, width: 40 },
        { x: 70, y: 50, width: 1000 },
      ],
      bounds,
    );
    expect(first?.anchor).toBe('end');
  });

  it('gives no name to those without room, and never two on one place', () => {
    const crowd = Array.from({ length: 40 }, () => ({ x: 100, y: 50, width: 60 }));
    const placed = placeLabels(crowd, bounds);
    expect(placed.length).toBeGreaterThan(1);
    expect(placed.length).toBeLessThan(40);
    const places = placed.map(({ x, y, anchor }) => `${x} ${y} ${anchor}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('has nothing to do for no points', () => expect(placeLabels([], bounds)).toEqual([]));
});
