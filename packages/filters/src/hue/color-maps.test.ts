import { describe, expect, it } from 'vitest';
import { COLOR_MAPS, type ColorMapName, colorMap } from './color-maps.ts';
import { formatHueExpression } from './hue-expression.ts';

describe('colorMap', () => {
  it.each([
    ['none', 'none'],
    ['blue->brown', '180:280|+140,0.9'],
    ['redrose->blue', '300:360,0:20|+260,0.9'],
    ['yellow->rose', '30:90|+300,0.9'],
  ] as [ColorMapName, string][])('%s is %s when nine tenths are kept', (name, text) => {
    expect(formatHueExpression(colorMap(name, 0.9))).toBe(text);
  });

  it('knows twelve names, each a valid change that shows fully', () => {
    const names = Object.keys(COLOR_MAPS) as ColorMapName[];
    expect(names).toHaveLength(12);
    for (const name of names) if (name !== 'none') expect(formatHueExpression(colorMap(name))).toMatch(/\|\+\d+,0$/);
  });

  it('refuses other names and shares', () => {
    expect(() => colorMap('toString' as ColorMapName)).toThrow(
      'no color map "toString". Use one of none, blue->brown,',
    );
    expect(() => colorMap('none', Number.NaN)).toThrow('keep must be a number from 0 to 1, got NaN.');
  });
});
