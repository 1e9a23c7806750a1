import { describe, expect, it } from 'vitest';
import { presetRecipe } from '../presets/preset-recipe.ts';
import { readHavcRows } from '../presets/testing/havc-rows.ts';
import type { TileSettings } from '../recipe/color-schema.ts';
import { automaticRenderFactor, tileOverlap } from './render-factor.ts';

const AUTO: TileSettings = { count: 4, overlapX: 'auto', overlapY: 'auto', blend: 'ramp' };

describe('tiles of the preset placebo', () => {
  const { placeboTiles } = readHavcRows().presets;

  it.each(placeboTiles)('have the overlap and render factor of the original at $width x $height', (row) => {
    const { tiles } = presetRecipe({ preset: 'placebo' }).color;
    const { width, height, overlapX, overlapY, renderFactor } = row;

    expect(tiles).toEqual(AUTO);
    expect(tileOverlap({ width, height }, tiles!)).toEqual({ overlapX, overlapY });
    expect(automaticRenderFactor({ width, height }, tiles)).toBe(renderFactor);
  });

  it('keep an overlap that is said', () => {
    expect(tileOverlap({ width: 1920, height: 1080 }, { ...AUTO, overlapX: 10 })).toEqual({
      overlapX: 10,
      overlapY: 108,
    });
    // (960 + 10) / 16 = 60.6, more than a tile may have.
    expect(automaticRenderFactor({ width: 1920, height: 1080 }, { ...AUTO, overlapX: 10 })).toBe(32);
    // (180 + 10) / 16 = 11.9, less than a tile may have.
    expect(automaticRenderFactor({ width: 360, height: 240 }, { ...AUTO, overlapX: 10 })).toBe(22);
  });
});

describe('automaticRenderFactor without tiles', () => {
  // The original's own check values: two fifths of the width in units of 16 pixels, 16 to 32.
  it.each([
    [320, 16],
    [640, 16],
    [852, 21],
    [1280, 32],
    [3840, 32],
  ])('takes two fifths of a width of %i', (width, renderFactor) => {
    expect(automaticRenderFactor({ width, height: 480 }, undefined)).toBe(renderFactor);
  });

  it('asks for the size where it is not known', () => {
    expect(() => automaticRenderFactor(undefined, undefined)).toThrow(/context\.size/);
  });
});
