import { expect, it } from 'vitest';
import { layOutSheet } from './sheet-layout.ts';

const size = (width: number, height: number) => ({ width, height });

it('puts labels left, titles above and pictures 8 pixels apart', () => {
  const layout = layOutSheet({
    header: size(200, 50),
    labels: [size(60, 40), size(100, 40)],
    titles: [size(90, 16), size(95, 16)],
    pictures: [size(320, 240), size(320, 240)],
  });
  expect(layout.labelX).toBe(20);
  expect(layout.columns).toEqual([
    { x: 136, width: 320 }, // 20 + 100 + 16
    { x: 464, width: 320 },
  ]);
  expect(layout.titlesY).toBe(86); // 20 + 50 + 16
  expect(layout.rows).toEqual([
    { y: 106, height: 240 }, // 86 + 16 + 4
    { y: 354, height: 240 },
  ]);
  expect([layout.width, layout.height]).toEqual([804, 614]);
});

it('makes a row as high as its label, and a column as wide as its title', () => {
  const layout = layOutSheet({
    header: size(0, 0),
    labels: [size(60, 120), size(60, 20)],
    titles: [size(150, 16)],
    pictures: [size(64, 48)],
  });
  expect(layout.columns).toEqual([{ x: 96, width: 150 }]);
  expect(layout.rows).toEqual([
    { y: 40, height: 120 },
    { y: 168, height: 48 },
  ]);
  expect([layout.width, layout.height]).toEqual([266, 236]);
});

it('is wide enough for a header that is wider than the pictures', () => {
  const layout = layOutSheet({ header: size(900, 30), labels: [], titles: [], pictures: [] });
  expect(layout.width).toBe(940);
});
