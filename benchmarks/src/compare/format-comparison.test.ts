import { describe, expect, it } from 'vitest';
import { createResults } from '../results/testing/create-results.ts';
import { compareResults } from './compare-results.ts';
import type { Change, Comparison } from './comparison.ts';
import { describeChange } from './describe-change.ts';
import { comparisonMarkdown, formatComparison } from './format-comparison.ts';

const plain: Change = {
  ...{ subject: 'Model a', measure: 'CIEDE2000', unit: '', before: 9, after: 9.3141, difference: 0.3141 },
  ...{ standardError: 0.1234, timesAsFast: null, verdict: 'worse', basis: '23 pictures' },
};

describe('describeChange', () => {
  it.each<[Partial<Change>, string]>([
    [{}, 'worse by 0.314 ± 0.123'],
    [{ verdict: 'better', difference: -1.25 }, 'better by 1.25 ± 0.123'],
    [{ verdict: 'changed', difference: -1.25 }, 'changed by -1.25 ± 0.123'],
    [{ verdict: 'noise', difference: 0.02 }, 'within the noise (+0.0200 ± 0.123)'],
    [{ verdict: 'unsure', standardError: null }, "can't be told (+0.314)"],
    [{ verdict: 'faster', timesAsFast: 1.2345 }, 'faster 1.23x'],
    [{ verdict: 'slower', timesAsFast: 0.5 }, 'slower 2.00x'],
    [{ verdict: 'unsure', timesAsFast: 0.5 }, "can't be told (2.00x slower)"],
    [{ verdict: 'noise', timesAsFast: 0.98 }, 'within the noise (1.02x)'],
    [{ verdict: 'worse', standardError: null, unit: 'MB', difference: 300 }, 'worse by 300 MB'],
    [{ verdict: 'equal', difference: 0 }, 'equal'],
  ])('says of %j: %s', (change, text) => expect(describeChange({ ...plain, ...change })).toBe(text));
});

const base = compareResults(createResults(), createResults());
const counts = { ...base.counts, worse: 1, better: 1, noise: 1, equal: 30 };
const comparison: Comparison = {
  ...base,
  ...{ counts, warnings: ['The machines differ.'], stability: { changes: [], added: [], removed: [], notes: [] } },
  color: {
    changes: [
      { ...plain, subject: 'Model b', verdict: 'noise', difference: 0.02 },
      { ...plain, subject: 'Model c', verdict: 'equal' },
      { ...plain, subject: 'Model d', verdict: 'better', difference: -1, after: 8, caution: 'it is duller too' },
      plain,
    ],
    ...{ added: ['Model x', 'Model y'], removed: [], notes: ['The metric changed.'] },
  },
};

describe('formatComparison', () => {
  it('tells warnings, then losses before gains before noise, in columns, and how many are equal', () => {
    expect(
      formatComparison({
        ...comparison,
        speed: { changes: [{ ...plain, verdict: 'equal' }], added: [], removed: [], notes: [] },
      }),
    ).toBe(
      [
        'before: havc 0.1.0, 2026-01-02, A processor: havc bench',
        'after:  havc 0.1.0, 2026-01-02, A processor: havc bench',
        '! The machines differ.',
        '',
        'Colours',
        '  ! The metric changed.',
        '  what     measure    before  after  change                              by',
        '  Model a  CIEDE2000    9.00   9.31  worse by 0.314 ± 0.123              23 pictures',
        '  Model d  CIEDE2000    9.00   8.00  better by 1.00 ± 0.123              23 pictures',
        '    but it is duller too',
        '  Model b  CIEDE2000    9.00   9.31  within the noise (+0.0200 ± 0.123)  23 pictures',
        '  only in the second run: Model x; Model y',
        '',
        'Stability over time',
        '  nothing to compare',
        '',
        'Speed',
        '  no differences',
        '',
        "1 better, 1 worse, 0 faster, 0 slower, 0 changed; 1 within the noise, 0 can't be told, 30 equal.",
      ].join('\n'),
    );
  });

  it('leaves noise out when asked to', () => {
    expect(formatComparison(comparison, { withoutNoise: true })).not.toContain('Model b');
  });

  it('lets no name steer the terminal', () => {
    const evil = { ...plain, subject: 'a\u001b[2J\nb\u202e' };
    const text = formatComparison({
      ...comparison,
      color: { changes: [evil], added: ['\u0007'], removed: [], notes: [] },
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(text).toContain('a?[2J?b?');
  });
});

describe('comparisonMarkdown', () => {
  it('makes a table a part', () => {
    const text = comparisonMarkdown(comparison);
    expect(text).toContain(
      '## Colours\n\n> The metric changed.\n\n| what | measure | before | after | change | by |  |\n',
    );
    expect(text).toContain('| Model a | CIEDE2000 | 9.00 | 9.31 | worse by 0.314 ± 0.123 | 23 pictures |  |');
    expect(text).toContain('| better by 1.00 ± 0.123 | 23 pictures | it is duller too |');
    expect(text).toContain('only in the second run: Model x; Model y\n');
  });

  it('lets no name leave its cell', () => {
    const evil = { ...plain, subject: 'a|b\n## <img src=x> [c](d)' };
    const text = comparisonMarkdown({ ...comparison, color: { changes: [evil], added: [], removed: [], notes: [] } });
    expect(text).toContain(String.raw`| a\|b?\#\# \<img src=x\> \[c\](d) |`);
  });
});
