import type { MergeOptions } from '@havc/filters';
import { expect, it } from 'vitest';
import { describeOptions } from './describe-options.ts';

it.each<[MergeOptions, string]>([
  [{ method: 'first' }, ''],
  [{ method: 'simple', weight: 0.5 }, 'weight 0.5'],
  [
    { method: 'constrained-chroma', weight: 1, simpleShare: 0.3, redFix: false, bounds: 'stored' },
    'weight 1, simple share 0.3, no red fix, bounds stored',
  ],
  [{ method: 'luma-masked', roundedSlope: true }, 'rounded slope'],
])('%j is "%s"', (options, text) => expect(describeOptions(options)).toBe(text));
