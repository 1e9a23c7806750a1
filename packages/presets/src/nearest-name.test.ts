import { describe, expect, it } from 'vitest';
import { nameAdvice, nearestName, plainName } from './nearest-name.ts';

const NAMES = ['fast', 'medium', 'veryslow', 'chroma-bound-adaptive', 'red->brown'];

describe('nearestName', () => {
  it.each([
    ['fats', 'fast'],
    ['medum', 'medium'],
    ['Very Slow', 'veryslow'],
    ['ChromaBound Adaptiv', 'chroma-bound-adaptive'],
    ['red->bron', 'red->brown'],
  ])('takes %s for %s', (text, name) => {
    expect(nearestName(text, NAMES)).toBe(name);
  });

  it.each(['', 'x', 'purple', 'constrained', 'm'.repeat(10_000)])('takes "%s" for nothing', (text) => {
    expect(nearestName(text, NAMES)).toBeUndefined();
  });
});

describe('nameAdvice', () => {
  it('names the nearest, or all', () => {
    expect(nameAdvice('fsat', ['fast', 'slow'])).toBe('did you mean fast?');
    expect(nameAdvice('quick', ['fast', 'slow'])).toBe('there are: fast, slow');
  });
});

describe('plainName', () => {
  it('leaves out what people write differently', () => {
    expect(plainName(' Chroma_Bound Adaptive-X ')).toBe('chromaboundadaptivex');
  });
});
