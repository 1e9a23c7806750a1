import { type Colorizer, type RgbImage, rgbToYuv, sizeOf } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference } from '../../../core/src/testing/golden.ts';
import { colorsOf, expectAnyLayout, layouts, noise, pictureOf } from '../../../core/src/testing/images.ts';
import { joinTiles } from './join-tiles.ts';
import type { TileBlend } from './seam-weights.ts';
import { sliceTiles } from './slice-tiles.ts';
import { planTiles } from './tile-plan.ts';
import { tiled } from './tiled.ts';

/** VapourSynth's Levels with nothing but a gamma: what the golden data did to its tiles. */
function withGamma(image: RgbImage, gamma: number): RgbImage {
  const table = Uint8Array.from({ length: 256 }, (_, v) => Math.floor((v / 255) ** (1 / gamma) * 255 + 0.5));
  const result = noise(image.shape[1]!, image.shape[0]!);
  colorsOf(image).forEach((color, n) => {
    result.data.set(
      color.map((v) => table[v]!),
      n * 3,
    );
  });
  return result;
}

interface GoldenParams {
  readonly slices: 2 | 4;
  readonly overlap_x: number;
  readonly overlap_y: number;
  readonly blend_weight: number;
  readonly effective_overlap: readonly [number, number];
  readonly base_tile: readonly [number, number];
}

describeGolden('filters-vs/tiles', (golden) => {
  const read = async (name: (typeof golden.cases)[number]) => {
    const params = name.params as unknown as GoldenParams;
    const frames = await golden.readStrip(name.inputs[0]);
    const cut = { tiles: params.slices, overlapX: params.overlap_x, overlapY: params.overlap_y };
    // In the original a weight that rounds to 0 of 255 means a ramp.
    const blend: TileBlend = params.blend_weight * 255 <= 0.5 ? 'half-ramp' : params.blend_weight;
    const sliced = frames.map((frame) => sliceTiles(frame, { ...cut, padding: 'black' }));
    const join = (tiles: readonly RgbImage[], frame: RgbImage, way: TileBlend) =>
      joinTiles(tiles, { ...cut, ...sizeOf(frame), blend: way });
    return { params, frames, sliced, join, blend, cut };
  };

  it.each(golden.cases)('cuts the same tiles: $name', async (name) => {
    const { params, frames, sliced, cut } = await read(name);
    const plan = planTiles(sizeOf(frames[0]!), cut);
    expect([plan.overlapX, plan.overlapY]).toEqual(params.effective_overlap);
    expect([plan.tileWidth - plan.overlapX, plan.tileHeight - plan.overlapY]).toEqual(params.base_tile);
    expect(sliced[0]).toHaveLength(params.slices);
    for (let n = 0; n < params.slices; n++) {
      const expected = await golden.readStrip(name[`tile${n}`]);
      const changed = sliced.map((tiles) => (n === 0 ? tiles[n]! : withGamma(tiles[n]!, 1 + 0.15 * n)));
      changed.forEach((tile, frame) => {
        expect(difference(tile, expected[frame]!), `tile ${n} of frame ${frame}`).toMatchObject({ max: 0 });
      });
    }
  });

  it.each(golden.cases)('joins them bit for bit, with the half ramp or the weight asked for: $name', async (name) => {
    const { params, frames, join, blend } = await read(name);
    const expected = await golden.readStrip(name.output);
    const tiles = await Promise.all(
      Array.from({ length: params.slices }, (_, n) => golden.readStrip(name[`tile${n}`])),
    );
    frames.forEach((frame, n) => {
      const strips = tiles.map((tile) => tile[n]!);
      expect(difference(join(strips, frame, blend), expected[n]!), `frame ${n}`).toMatchObject({ max: 0 });
    });
  });

  // Differs on purpose: the original's ramp is through in the middle of the strip, which leaves a crease.
  it.each(golden.cases)(
    'joins them bit for bit outside of the strips with the ramp over the whole strip: $name',
    async (name) => {
      const { params, frames, join } = await read(name);
      const expected = await golden.readStrip(name.output);
      const tiles = await Promise.all(
        Array.from({ length: params.slices }, (_, n) => golden.readStrip(name[`tile${n}`])),
      );
      const [overlapX, overlapY] = params.effective_overlap;
      const [middleX, middleY] = params.base_tile;
      frames.forEach((frame, n) => {
        const strips = tiles.map((tile) => tile[n]!);
        const joined = join(strips, frame, 'ramp');
        const outside = (picture: RgbImage) =>
          colorsOf(picture).filter((_, at) => {
            const [x, y] = [at % picture.shape[1]!, Math.floor(at / picture.shape[1]!)];
            return Math.abs(x + 0.5 - middleX) > overlapX && Math.abs(y + 0.5 - middleY) > overlapY;
          });
        expect(outside(joined)).toEqual(outside(expected[n]!));
      });
    },
  );
});

const sizes = { width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) };
const cuts = {
  tiles: fc.constantFrom<2 | 4>(2, 4),
  overlapX: fc.integer({ min: 0, max: 50 }),
  overlapY: fc.integer({ min: 0, max: 50 }),
};
const blends = fc.oneof(
  fc.constantFrom<TileBlend>('ramp', 'half-ramp'),
  fc.double({ min: 0, max: 1, noNaN: true }) as fc.Arbitrary<TileBlend>,
);

describe('sliceTiles and joinTiles', () => {
  it('give any picture back exactly, whatever its size, the overlaps and the blend', () => {
    fc.assert(
      fc.property(fc.record(sizes), fc.record(cuts), blends, (size, cut, blend) => {
        const image = noise(size.width, size.height);
        const tiles = sliceTiles(image, cut);
        expect(difference(joinTiles(tiles, { ...cut, ...size, blend }), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('make tiles of one size that cover the picture', () => {
    fc.assert(
      fc.property(fc.record(sizes), fc.record(cuts), (size, cut) => {
        const plan = planTiles(size, cut);
        const last = plan.corners.at(-1)!;
        expect(plan.corners).toHaveLength(cut.tiles);
        expect(last.x + plan.tileWidth - size.width).toBeOneOf([0, 1]);
        expect(last.y + plan.tileHeight - size.height).toBeOneOf([0, 1]);
        expect(Math.min(...plan.corners.map(({ x, y }) => Math.min(x, y)))).toBe(0);
        expect((plan.overlapX % 2) + (plan.overlapY % 2)).toBe(0);
      }),
    );
  });

  it.each([
    ['ramp', [0, 0, 16, 48, 80, 112, 143, 175, 207, 239, 255, 255]],
    ['half-ramp', [0, 0, 0, 64, 128, 191, 255, 255, 255, 255, 255, 255]],
    [0.2, [0, 0, 51, 51, 51, 51, 51, 51, 51, 51, 255, 255]],
    [0, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]],
    [1, [0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]],
  ] as const)('fade from black to white in the shared strip: %s', (blend, expected) => {
    const options = { tiles: 2, overlapX: 4, width: 12, height: 1, blend } as const;
    const [black, white] = sliceTiles(noise(12, 1), options) as [RgbImage, RgbImage];
    black.data.fill(0);
    white.data.fill(255);
    expect(colorsOf(joinTiles([black, white], options)).map(([red]) => red)).toEqual(expected);
  });

  it('fade the lower tiles in as the right ones', () => {
    const options = { tiles: 4, overlapX: 0, overlapY: 2, width: 2, height: 6 } as const;
    const tiles = sliceTiles(noise(2, 6), options);
    for (const [n, tile] of tiles.entries()) tile.data.fill(n < 2 ? 0 : 200);
    const rows = colorsOf(joinTiles(tiles, options)).filter((_, n) => n % 2 === 1);
    expect(rows.map(([red]) => red)).toEqual([0, 25, 75, 125, 175, 200]);
  });

  it('fill what an odd size lacks with the last column, or with black', () => {
    const image = pictureOf([1, 2, 3], [4, 5, 6], [7, 8, 9]);
    const cut = { tiles: 2, overlapX: 0 } as const;
    expect(colorsOf(sliceTiles(image, cut)[1]!)).toEqual([
      [7, 8, 9],
      [7, 8, 9],
    ]);
    expect(colorsOf(sliceTiles(image, { ...cut, padding: 'black' })[1]!)).toEqual([
      [7, 8, 9],
      [0, 0, 0],
    ]);
  });

  it('read and write any strides', () => {
    const cut = { overlapX: 2, overlapY: 2 };
    const image = noise(7, 5);
    for (let n = 0; n < 4; n++) {
      expectAnyLayout(image, (view, out) => {
        const tile = sliceTiles(view, cut)[n]!;
        if (!out) return tile;
        for (const [at, value] of tile.data.entries()) {
          const [x, y] = [Math.floor(at / 3) % tile.shape[1]!, Math.floor(at / 3 / tile.shape[1]!)];
          out.set(y, x, at % 3, value);
        }
        return out;
      });
    }
    const tiles = [1, 2, 3, 4].map(() => noise(6, 5));
    for (const [n, tile] of tiles.entries()) tile.data.reverse().fill(n, 0, 20);
    const options = { ...cut, width: 8, height: 6 };
    for (const [n, tile] of tiles.entries()) {
      for (const view of Object.values(layouts(tile))) {
        const joined = joinTiles(tiles.with(n, view), options);
        expect(difference(joined, joinTiles(tiles, options))).toMatchObject({ max: 0 });
      }
    }
    const joined = joinTiles(tiles, options);
    for (const out of Object.values(layouts(joined))) {
      out.data.fill(9);
      expect(difference(joinTiles(tiles, options, out), joined)).toMatchObject({ max: 0 });
    }
  });

  it('refuse what they cannot cut or join, by name', () => {
    const tiles = sliceTiles(noise(8, 8));
    const whole = { width: 8, height: 8 };
    expect(() => sliceTiles(noise(8, 8), { tiles: 3 as 2 })).toThrow('options.tiles must be 2 or 4, got 3.');
    expect(() => sliceTiles(noise(8, 8), { overlapX: -1 })).toThrow('options.overlapX must be a whole number');
    expect(() => sliceTiles(noise(8, 8), { overlapY: Number.NaN })).toThrow('options.overlapY must be a whole number');
    expect(() => sliceTiles(noise(8, 8), { padding: 'gray' as 'edge' })).toThrow('options.padding must be one of');
    expect(() => joinTiles(tiles.slice(1), whole)).toThrow('tiles must be 4 pictures, as options.tiles says, got 3.');
    expect(() => joinTiles(tiles, { ...whole, width: 12 })).toThrow(
      'tiles[0] must be 12x8 pixels large by the options, got 8x8.',
    );
    expect(() => joinTiles(tiles, { ...whole, blend: 1.5 })).toThrow(
      "options.blend must be 'ramp', 'half-ramp' or a number",
    );
    expect(() => joinTiles(tiles, { ...whole, blend: Number.NaN })).toThrow('options.blend');
    expect(() => joinTiles(tiles, { ...whole, height: 0 })).toThrow('options.height must be a whole number');
    expect(() => joinTiles(tiles, whole, tiles[2])).toThrow('out shares memory with tiles[2]');
  });
});

describe('tiled', () => {
  it('colours each tile at its own size and keeps the luma', async () => {
    const seen: number[][] = [];
    let disposed = 0;
    const sepia: Colorizer = {
      async colorize(image) {
        seen.push([...image.shape]);
        const result = noise(image.shape[1]!, image.shape[0]!);
        for (let i = 0; i < result.data.length; i += 3) result.data.set([150, 120, 90], i);
        return result;
      },
      dispose: async () => void disposed++,
    };
    const gray = noise(20, 14);
    for (let i = 0; i < gray.data.length; i += 3) gray.data.fill(60 + (gray.data[i]! >> 1), i, i + 3);
    const colorizer = tiled(sepia, { overlapX: 4, overlapY: 2 });
    const colored = await colorizer.colorize(gray);
    expect(seen).toEqual(Array(4).fill([9, 14, 3]));
    const luma = (image: RgbImage) => colorsOf(rgbToYuv(image)).map(([Y]) => Y!);
    const [own, wanted] = [luma(colored), luma(gray)];
    expect(Math.max(...own.map((Y, n) => Math.abs(Y - wanted[n]!)))).toBeLessThanOrEqual(1);
    expect(colorsOf(colored).every(([red, , blue]) => red! > blue!)).toBe(true);
    await colorizer.dispose();
    expect(disposed).toBe(1);
  });
});
