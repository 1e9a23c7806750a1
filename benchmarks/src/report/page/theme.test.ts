import { describe, expect, it } from 'vitest';
import { contrast } from '../testing/contrast.ts';
import { THEME, type ThemeName, themeColor, themeRules } from './theme.ts';

const TEXT: readonly ThemeName[] = ['ink', 'soft', 'faint', 'accent', 'good', 'bad'];
const MARKS: readonly ThemeName[] = ['blue', 'orange', 'green', 'purple', 'sky', 'yellow', 'gray'];
const grounds = (['light', 'dark'] as const).flatMap((theme) =>
  (['page', 'panel'] as const).map((ground) => ({ theme, ground })),
);

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.48],
  ])('is the known one of %s on %s', (one, other, expected) => expect(contrast(one, other)).toBeCloseTo(expected, 2));
});

describe('the theme', () => {
  it.each(grounds)('has text that is read on the $theme $ground', ({ theme, ground }) => {
    for (const name of TEXT) {
      expect(contrast(THEME[name][theme], THEME[ground][theme]), name).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(grounds)('has marks that are seen on the $theme $ground', ({ theme, ground }) => {
    for (const name of MARKS) {
      expect(contrast(THEME[name][theme], THEME[ground][theme]), name).toBeGreaterThanOrEqual(3);
    }
  });

  it('defines the variables that it names', () => {
    expect(themeColor('ink')).toBe('var(--ink)');
    expect(themeRules()).toContain('--ink:#1c1c1a');
  });
});
