import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readTable } from './table.ts';

it('tests every row of docs/bad-input.md, and documents every test', () => {
  const folder = new URL('./', import.meta.url);
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const tested = sources.flatMap((text) =>
    [...text.matchAll(/^ *row\(\s*(['"`])(.+?)\1,/gm)].map((match) => match[2]!),
  );
  const documented = readTable().map((row) => row.test);
  expect(documented.length).toBeGreaterThan(50);
  expect([...tested].sort()).toEqual([...documented].sort());
});
