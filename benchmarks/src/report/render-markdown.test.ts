import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './render-markdown.ts';
import { makeHostile } from './testing/hostile-results.ts';
import { makeResults } from './testing/made-results.ts';
import { LARGE } from './testing/made-size.ts';

/** The cells of each line of a table, divided at bars that aren't escaped. */
function rowsOf(markdown: string): readonly (readonly string[])[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split(/(?<!\\)(?:\\\\)*\|/).slice(1, -1));
}

describe('renderMarkdown', () => {
  it('has the tables of all parts, and what they depend on', () => {
    const text = renderMarkdown(makeResults());
    for (const title of [
      'All numbers.',
      'By hue.',
      'All merges.',
      'Test set 1.',
      'Over time.',
      'Whole runs.',
      'Networks',
    ]) {
      expect(text).toContain(`**${title}`);
    }
    expect(text).toContain('```\nhavc bench --truth ./pictures');
    expect(text).toContain('machine: Made Processor 9000');
    expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
  });

  it('lists the best of many merges, and says so', () => {
    const text = renderMarkdown(makeResults(LARGE));
    expect(text).toContain('The 20 nearest to the truth of 60; all are in results.json.');
    expect(Buffer.byteLength(text)).toBeLessThan(64_000);
  });

  it('keeps its tables and holds no link or tag, whatever the labels say', () => {
    const text = renderMarkdown(makeHostile(makeResults()));
    const withoutCode = text.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, '');
    expect(withoutCode).not.toMatch(/<(script|img|\/)/);
    expect(withoutCode).not.toMatch(/(?<!\\)\]\(/);
    const plain = rowsOf(renderMarkdown(makeResults())).map((cells) => cells.length);
    expect(rowsOf(withoutCode).map((cells) => cells.length)).toEqual(plain);
  });

  it('is whole without any part', () => {
    const { color, stability, speed, ...rest } = makeResults();
    expect(renderMarkdown(rest)).toMatch(/^# havc benchmark\n\n```/);
  });
});
