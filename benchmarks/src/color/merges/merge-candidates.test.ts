import { ensureMergeOptions, MERGE_DEFAULTS, MERGE_METHODS } from '@havc/filters';
import { describe, expect, it } from 'vitest';
import { candidateMerges, defaultLabel, MIXING_METHODS, originalMerge } from './merge-candidates.ts';

it('knows each method that mixes', () => {
  expect(['first', 'second', ...MIXING_METHODS]).toEqual(MERGE_METHODS);
});

describe.each(MIXING_METHODS.map((method) => ({ method })))('the candidates of $method', ({ method }) => {
  const candidates = candidateMerges(method);

  it('are options that the merge takes, each once', () => {
    for (const candidate of candidates) expect(() => ensureMergeOptions(candidate)).not.toThrow();
    expect(new Set(candidates.map((candidate) => JSON.stringify(candidate))).size).toBe(candidates.length);
    for (const candidate of candidates) expect(candidate.method).toBe(method);
  });

  it('contain the defaults', () => {
    const defaults: Readonly<Record<string, unknown>> = MERGE_DEFAULTS[method];
    const areDefaults = ({ method: _, ...options }: object & { method: string }) =>
      Object.entries(options).every(([name, value]) => defaults[name] === value);
    expect(candidates.filter(areDefaults)).toHaveLength(1);
  });

  it("have the original's beside them, where that differs", () => {
    const original = originalMerge(method);
    if (original === undefined) return;
    expect(() => ensureMergeOptions(original)).not.toThrow();
    expect(original).not.toMatchObject(MERGE_DEFAULTS[method]);
  });
});

it('says which weight the defaults have', () => {
  expect(defaultLabel('luma-masked')).toBe('defaults, weight 0.7');
});
