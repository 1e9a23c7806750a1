import { expect, it } from 'vitest';
import { guardGroups } from './guard-groups.ts';

const definitions = guardGroups().flatMap((group) => group.definitions);

it('guards numbers of different names, each with its reason', () => {
  expect(new Set(definitions.map(({ name }) => name)).size).toBe(definitions.length);
  for (const { why } of definitions) expect(why.length).toBeGreaterThan(20);
});

it('lets no kernel get half as slow again', () => {
  const kernels = definitions.filter(({ name }) => name.startsWith('kernel'));
  expect(kernels.length).toBeGreaterThanOrEqual(8);
  for (const { margin } of kernels) expect('relative' in margin && 1 - margin.relative).toBeGreaterThan(1 / 1.5);
});
