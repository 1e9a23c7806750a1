import { describe, expect, it } from 'vitest';
import { describeSteps } from '../chain/describe-steps.ts';
import { presetRecipe } from '../presets/preset-recipe.ts';
import { parseRecipe } from '../recipe/parse-recipe.ts';
import { explain, formatExplanation } from './explain.ts';

const COMPACT = { color: { model: 'compact' } } as const;

/** What is said of single steps on the coloured film. */
function said(...filters: object[]): readonly string[] {
  const told = explain(parseRecipe({ ...COMPACT, filters } as never));
  return told.filter(({ path }) => path.startsWith('filters[')).map(({ what }) => what);
}

describe('explain', () => {
  it('tells the steps of veryslow in the order in which they act', () => {
    const recipe = presetRecipe({ preset: 'veryslow', blackWhiteTune: 'medium' });
    expect(explain(recipe).map(({ path, depth }) => `${'  '.repeat(depth)}${path}`)).toEqual([
      'size',
      'scenes',
      'color.merge',
      '  color.first',
      '    color.first.before[0]',
      '    color.first.color',
      '    color.first.after[0]',
      '    color.first.after[1]',
      '    color.first.after[2]',
      '    color.first.after[3]',
      '    color.first',
      '  color.second',
      '    color.second.before[0]',
      '    color.second.color',
      '      color.second.color.before[0]',
      '      color.second.color.after[0]',
      '      color.second.color',
      '    color.second.after[0]',
      '    color.second.after[1]',
      '    color.second',
      'filters[0]',
      'luma',
    ]);
  });

  it.each([
    [{ filter: 'tweak', saturation: 0.5, brightness: -3 }, 'Tweak: saturation 0.5, brightness -3.'],
    [{ filter: 'tweak' }, 'Tweak: nothing.'],
    [
      { filter: 'hues', ranges: '270:300,350:20', saturation: 0.4 },
      'Bring hues of 270 to 300° and 350 to 20° to 40 % of their saturation.',
    ],
    [
      { filter: 'hues', ranges: 'blue', shiftDegrees: 140, weight: 0.9 },
      'Turn hues of 210 to 240° by 140°, keeping 90 % as it was.',
    ],
    [
      { filter: 'hues', ranges: 'blue', shiftDegrees: 140, weight: 1 },
      'Turn hues of 210 to 240° by 140°, of which nothing shows: all is kept.',
    ],
    [
      { filter: 'look', look: 'warm-haze', strength: 0.25, keepLuma: true },
      'Give it the look warm-haze, 25 %, colours only.',
    ],
    [
      { filter: 'mix', share: 0.6, steps: [{ filter: 'tweak', gamma: 1.2 }, { filter: 'tune' }] },
      'Mix in 60 % of: Tweak: gamma 1.2; Clean up tone (clahe-luma, light).',
    ],
    [{ filter: 'stabilize-chroma', frames: 9 }, 'Average colours over 9 frames of a shot.'],
    [{ filter: 'deflicker', strength: 3 }, 'Calm colours that alternate from frame to frame (strength 3).'],
    [{ filter: 'limit-chroma', deviation: 0.1 }, 'Hold colours within 12.8 codes of the frame before.'],
  ])('says %j in words', (step, words) => {
    expect(said(step)).toEqual([words]);
  });

  it('has words for every step that there is', () => {
    const needs: Readonly<Record<string, object>> = {
      hues: { ranges: 'rose' },
      look: { look: 'hollywood' },
      lut: { file: 'my.cube' },
      mix: { share: 0.5, steps: [] },
    };
    // The names that only a chain knows are no steps of a recipe.
    const names = describeSteps()
      .map(({ name }) => name)
      .filter((name) => name !== 'color-map');
    expect(names.length).toBeGreaterThan(15);
    for (const filter of names) {
      const [words] = said({ filter, ...needs[filter] });
      expect(words, filter).toMatch(/^[A-Z].*\.$/);
      expect(words, filter).not.toMatch(/undefined|NaN|\[object|null/);
    }
  });

  it('says what cuts are looked for, and where none are', () => {
    const filters = [{ filter: 'deflicker' }];
    const scenes = (recipe: object) =>
      explain(parseRecipe(recipe as never)).find(({ path }) => path === 'scenes')?.what;
    expect(scenes({ ...COMPACT, filters })).toBe('Find the cuts (detector adaptive).');
    expect(scenes({ ...COMPACT, filters, scenes: null })).toContain('will reach across them');
    expect(scenes(COMPACT)).toBeUndefined();
  });

  it('ends with what becomes of luma, and calls preview colours so', () => {
    const last = (recipe: object) => explain(parseRecipe(recipe as never)).at(-1)!.what;
    expect(last(COMPACT)).toBe(
      "Enlarge the colours, and put them on the source's own luma, sample by sample. The colours are a preview.",
    );
    expect(last({ extends: { preset: 'medium', blackWhiteTune: 'light' } })).toBe(
      "Enlarge the colours, and let the source's luma follow the change of tone.",
    );
  });

  it('tells shots with their ranges and changes', () => {
    const shots = [{ name: 'garden', from: '1:00', to: 1800, set: { 'color.steady': false } }];
    const told = explain(parseRecipe({ ...COMPACT, shots } as never));
    expect(told.find(({ path }) => path === 'shots[0]')?.what).toBe(
      '"garden", from 1:00 to 1800: color.steady = false.',
    );
  });
});

describe('formatExplanation', () => {
  it('numbers what happens to the film, and indents what is inside', () => {
    const text = formatExplanation([
      { path: 'a', what: 'One.', depth: 0 },
      { path: 'b', what: 'Inside.', why: 'so', depth: 1 },
      { path: 'c', what: 'Two.', why: 'thus', depth: 0 },
    ]);
    expect(text).toBe('1.  One.\n    - Inside.\n      (so)\n2.  Two.\n    (thus)');
  });
});
