import { readFileSync } from 'node:fs';
import { HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../recipe/ensure-bounded.ts';
import { parseRecipe } from '../recipe/parse-recipe.ts';
import { presetNames, presetRecipe } from './preset-recipe.ts';
import { readHavcRows } from './testing/havc-rows.ts';

const PAGE = readFileSync(new URL('../../../../docs/presets.md', import.meta.url), 'utf8');

/** Recipes that have all that the page changes. */
const BASES: readonly JsonObject[] = [
  { preset: 'medium', colorMap: 'red->brown' },
  { preset: 'placebo', colorFix: 'retinex/red' },
  { preset: 'medium', combMethod: 'constrained-chroma' },
  { preset: 'medium', combMethod: 'chroma-retention' },
];

describe('docs/presets.md', () => {
  const changes = [...PAGE.matchAll(/--set '?([^\s=`]+)=(\{[^`']*\}|[^\s`']+)/g)]
    .map(([, path = '', value = '']) => [path, value] as const)
    .filter(([path]) => path !== 'path');

  it('says how to change a recipe', () => {
    expect(changes.length).toBeGreaterThan(8);
  });

  it.each(changes)('names a place that there is: %s=%s', (path, value) => {
    const results = BASES.map((base) => {
      try {
        return JSON.stringify(parseRecipe({ extends: base }, { set: [[path, shownValue(value)]] }));
      } catch (error) {
        if (HavcError.is(error, 'RECIPE_INVALID')) return undefined;
        throw error;
      }
    });
    const changed = results.filter((result, n) => {
      return result !== undefined && result !== JSON.stringify(parseRecipe({ extends: BASES[n]! }));
    });

    expect(changed).not.toEqual([]);
  });

  it('lists every preset', () => {
    for (const name of presetNames()) expect(PAGE).toContain(`| \`${name}\` `);
  });

  it.each(['combMethod', 'videoTune', 'colorFix', 'colorMap', 'blackWhiteTune', 'colorTune'] as const)(
    'lists values of %s that there are',
    (choice) => {
      const [, , values = ''] = rowOf(choice).split(/(?<!\\)\|/);
      const names = [...values.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name.replace('\\|', '|'));

      expect(names.length).toBeGreaterThan(3);
      for (const name of names) expect(presetRecipe({ [choice]: name }).color).toBeDefined();
    },
  );

  it("has the original's numbers", () => {
    const { presets, choices } = readHavcRows();

    for (const { name, weightOfSecond } of presets.videoTunes) {
      expect(rowOf('videoTune')).toContain(`\`${name.toLowerCase()}\` ${weightOfSecond}`);
    }
    for (const { fix, hueFix } of choices.lastFixes) {
      if (!hueFix || fix === 'retinex/red') continue;
      const [[from, to] = []] = hueFix.hues;
      expect(rowOf('colorFix')).toContain(`\`${fix}\` ${from} to ${to}`);
    }
    const titles = {
      modelscope: 'DDColor ModelScope',
      artistic: 'DDColor Artistic',
      siggraph17: 'Siggraph17',
      eccv16: 'ECCV16',
    };
    for (const [model, title] of Object.entries(titles)) {
      const rows = choices.secondModelFixes.filter(({ secondModel, fix }) => secondModel === model && fix === 'violet');
      const cells = rows.flatMap(({ hueFix }) => (hueFix ? [`${hueFix.saturation}, ${hueFix.weight}`] : []));
      expect(PAGE).toContain(`| ${title} | ${cells.join(' | ')} |`);
    }
    for (const { preset, firstRenderFactor, composition } of presets.presets) {
      if (composition === 'tiles') continue;
      expect(PAGE).toMatch(new RegExp(`\\| \`${preset}\`[^|]*\\|[^|]*\\| ${firstRenderFactor} \\|`));
    }
  });
});

/** The row of the table of choices. */
function rowOf(choice: string): string {
  return PAGE.split('\n').find((line) => line.startsWith(`| \`${choice}\``)) ?? '';
}

function shownValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
