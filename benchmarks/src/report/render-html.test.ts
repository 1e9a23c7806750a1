import { createHash } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { BenchResults } from '../results/bench-results.ts';
import { createResults } from '../results/testing/create-results.ts';
import { renderHtml } from './render-html.ts';
import { HOSTILE, makeHostile } from './testing/hostile-results.ts';
import { makeResults } from './testing/made-results.ts';
import { SMALL } from './testing/made-size.ts';

const nothing = { readThumbnail: async () => undefined };

async function shown(results: BenchResults) {
  const text = await renderHtml(results, nothing);
  const { document } = parseHTML(text);
  const read = ['header', 'nav', 'main'].map((part) => document.querySelector(part)?.textContent ?? '');
  return { text, document, words: read.join(' ').replace(/\s+/g, ' ') };
}

// Rendered once for the tests that only look at it.
const made = shown(makeResults());

function only(part: 'color' | 'stability' | 'speed'): BenchResults {
  const { color, stability, speed, ...rest } = makeResults();
  return { ...rest, [part]: { color, stability, speed }[part] } as BenchResults;
}

describe('renderHtml', () => {
  it('tells the command, the machine and the versions', async () => {
    const { words } = await made;
    for (const text of [
      'havc bench --truth ./pictures',
      'Made Processor 9000',
      '0.42',
      '7.1.1',
      '1.30.0',
      'v20.20.2',
    ]) {
      expect(words).toContain(text);
    }
  });

  it('has every plot, with marks in both of its drawings', async () => {
    const { document } = await made;
    const names = [...document.querySelectorAll('figure.plot')].map((figure) => figure.getAttribute('id'));
    expect(names).toEqual([
      'plot-delta-e',
      'plot-differences',
      'plot-scatter',
      'plot-merges',
      'plot-flicker-1',
      'plot-colorfulness-1',
      'plot-drift-1',
      'plot-stage-times',
      'plot-stage-shares',
      'plot-rooflines',
    ]);
    for (const svg of document.querySelectorAll('figure.plot svg')) {
      expect(svg.querySelectorAll('circle, rect, path, line').length).toBeGreaterThan(3);
      expect(svg.getAttribute('aria-label')).toBeTruthy();
    }
  });

  it('draws as many dots as there are pictures and methods', async () => {
    const { document } = await made;
    // Gray and four methods on three pictures.
    expect(document.querySelectorAll('#plot-delta-e .wide circle').length).toBe(15);
  });

  it('says what gray scores, and whom it beats', async () => {
    const results = createResults();
    const scores = (deltaE: number) => ({ ...results.color!.methods[0]!.mean, deltaE });
    const method = (id: string, kind: 'gray' | 'model', deltaE: number) => ({
      ...{ ...results.color!.methods[0]!, id, label: id, kind, mean: scores(deltaE) },
    });
    const methods = [
      method('gray', 'gray', 10.8),
      method('a', 'model', 9),
      method('b', 'model', 12.3),
      method('c', 'model', 11),
    ];
    const { words } = await shown({ ...results, color: { ...results.color!, methods } });
    expect(words).toContain('A gray picture scores 10.80 and is nearer to the truth than 2 of the 3 methods.');
  });

  it.each(['color', 'stability', 'speed'] as const)('is whole with %s alone', async (part) => {
    const { document, words } = await shown(only(part));
    expect([...document.querySelectorAll('main > section')].map((section) => section.id)).toEqual([part]);
    expect([...document.querySelectorAll('nav > ol > li')].length).toBe(1);
    expect(words).not.toMatch(/undefined|NaN|Infinity|\[object/);
    for (const link of document.querySelectorAll('nav a')) {
      expect(document.getElementById(link.getAttribute('href')!.slice(1))).not.toBeNull();
    }
  });

  it('is whole with nothing measured', async () => {
    const { color, stability, speed, ...rest } = makeResults();
    expect((await shown(rest)).words).toContain('This run has measured nothing.');
  });

  it.each([
    ['a single method', { ...SMALL, methods: 1 }],
    ['a single picture', { ...SMALL, pictures: 1 }],
    ['no method at all', { ...SMALL, methods: 0, merges: 0 }],
    ['no picture at all', { ...SMALL, pictures: 0, merges: 0 }],
    ['a film of one frame', { ...SMALL, frames: 1 }],
    ['films of no frame', { ...SMALL, frames: 0 }],
  ])('writes no number that does not exist, for %s', async (_, size) => {
    const results = JSON.parse(JSON.stringify(makeResults(size))) as BenchResults;
    const { text, words } = await shown(results);
    expect(words).not.toMatch(/undefined|NaN|Infinity|\[object/);
    expect(text).not.toMatch(/="[^"]*(NaN|Infinity)[^"]*"/);
  });

  it('reads results in which each field is there that can be', async () => {
    expect((await shown(createResults())).words).not.toMatch(/undefined|NaN|\[object/);
  });

  it('takes all texts for text', async () => {
    const { document, text } = await shown(makeHostile(makeResults()));
    expect([...document.querySelectorAll('script')].length).toBe(1);
    expect(document.querySelectorAll('style').length).toBe(1);
    expect(document.querySelectorAll('img').length).toBe(0);
    expect(text).not.toContain('<img src=x');
    for (const element of document.querySelectorAll('*')) {
      for (const { name } of element.attributes) expect(name).not.toMatch(/^on/);
    }
    expect(document.querySelector('pre')?.textContent).toBe(HOSTILE.replace('\u0000', '\ufffd'));
    for (const link of document.querySelectorAll('a')) expect(link.getAttribute('href')).toMatch(/^#[a-z0-9-]+$/);
  });

  it('has a policy that lets nothing be loaded and no script run but its own', async () => {
    const { document } = await made;
    const policy = document.querySelector('meta[http-equiv=Content-Security-Policy]')?.getAttribute('content');
    const script = document.querySelector('script')?.textContent ?? '';
    const hash = createHash('sha256').update(script).digest('base64');
    expect(policy).toContain(
      `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`,
    );
  });

  it('stays below 5 MB with very many pictures, and says what is left out', async () => {
    // Begins as a JPEG and can't be made smaller.
    const stubborn = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(60_000)]);
    const text = await renderHtml(makeResults({ ...SMALL, pictures: 12 }), { readThumbnail: async () => stubborn });
    expect(Buffer.byteLength(text)).toBeLessThan(5_000_000);
    expect(text).toMatch(/To keep this page below 5 MB, \d+ of 12 sheets are left out:\s+[^<]*12/);
  });

  it('stays below 5 MB with very many numbers', async () => {
    const size = { pictures: 300, methods: 12, films: 8, frames: 1500, merges: 600 };
    const text = await renderHtml(makeResults(size), nothing);
    expect(Buffer.byteLength(text)).toBeLessThan(5_000_000);
    expect(text.includes('These are the 500 nearest to the truth of 600 merges')).toBe(true);
    // 2500 dots of 12 methods and gray
    expect(text.includes('Of more pictures than 192, as many are drawn')).toBe(true);
  });

  it('says where a picture is missing', async () => {
    const { document } = await made;
    // Three pictures by the truth, gray and four methods, with a heat map of all but the truth.
    expect(document.querySelectorAll('.sheet .absent').length).toBe(33);
  });
});
