import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { PairedDifference } from '../../results/color-results.ts';
import type { Roofline, SpeedStage, Throughput } from '../../results/speed-results.ts';
import { createSamples, createThroughput } from '../../results/testing/create-results.ts';
import { pairedDifferences } from './paired-differences.ts';
import { type PlotFigure, plotHtml } from './plot-figure.ts';
import { rooflineBars } from './roofline-bars.ts';
import { stageBars } from './stage-bars.ts';

function drawn(figure: PlotFigure) {
  const { document } = parseHTML(`<html><body>${plotHtml(figure)}</body></html>`);
  return document.querySelector('.wide svg')!;
}

const numbers = (element: { getAttribute(name: string): string | null }, ...names: string[]) =>
  names.map((name) => Number(element.getAttribute(name)));

describe('pairedDifferences', () => {
  const difference = (of: string, mean: number, standardError: number | null, isWithinNoise: boolean) => ({
    ...{ id: of, label: of },
    difference: { of, against: 'best', mean, standardError, isWithinNoise, pictures: 23 } satisfies PairedDifference,
  });
  const svg = drawn(
    pairedDifferences(
      'test',
      [difference('a', 1, 0.25, false), difference('b', -1, 0.5, false), difference('c', 0.2, 0.4, true)],
      { title: 'T', reading: 'R' },
    ),
  );
  const dots = [...svg.querySelectorAll('circle')];
  const bars = [...svg.querySelectorAll('g[stroke-width="3"] line')];
  const [atOne = 0] = numbers(dots[0]!, 'cx');
  const [atMinusOne = 0] = numbers(dots[1]!, 'cx');
  const unit = (atOne - atMinusOne) / 2;

  it('draws the 95 % interval: 2.07 standard errors on either side for 23 pictures', () => {
    const widths = bars.map((bar) => numbers(bar, 'x1', 'x2')).map(([from, to]) => (to! - from!) / unit);
    expect(widths.map((width) => Math.round(100 * width) / 100)).toEqual([1.04, 2.07, 1.66]);
    const middles = bars.map((bar) => numbers(bar, 'x1', 'x2')).map(([from, to]) => (from! + to!) / 2);
    for (const [index, middle] of middles.entries()) expect(middle).toBeCloseTo(numbers(dots[index]!, 'cx')[0]!, 0);
  });

  it('mutes what can not be told from nothing, and tells nearer from farther', () => {
    expect(dots.map((dot) => dot.getAttribute('fill'))).toEqual(['var(--orange)', 'var(--blue)', 'var(--gray)']);
  });

  it('draws a mean without a standard error as a dot', () => {
    const alone = drawn(pairedDifferences('test', [difference('a', 1, null, true)], { title: 'T', reading: 'R' }));
    expect(alone.querySelectorAll('circle').length).toBe(1);
    expect(alone.textContent).toContain('+1.00');
  });
});

describe('stageBars', () => {
  const stages = (...seconds: [SpeedStage, number][]): Throughput['stages'] =>
    seconds.map(([stage, secondsPerFrame]) => ({ stage, secondsPerFrame }));
  const run = createThroughput('a', createSamples(10), { stages: stages(['infer', 0.03], ['decode', 0.01]) });

  it('names the film of each run where there are several', () => {
    const small = createThroughput('a', createSamples(2), { stages: run.stages, width: 426, height: 240 });
    expect(drawn(stageBars([run, small], 'milliseconds')).textContent).toContain('a, 426 × 240');
    expect(drawn(stageBars([run], 'milliseconds')).textContent).not.toContain(' × ');
  });

  it('stacks stages in the order that a frame meets them, as long as they take', () => {
    const [decode, infer] = [...drawn(stageBars([run], 'milliseconds')).querySelectorAll('rect')].map((bar) => ({
      fill: bar.getAttribute('fill'),
      place: numbers(bar, 'x', 'width'),
    }));
    expect([decode!.fill, infer!.fill]).toEqual(['var(--sky)', 'var(--blue)']);
    expect(infer!.place[1]! / decode!.place[1]!).toBeCloseTo(3, 1);
    expect(infer!.place[0]!).toBeCloseTo(decode!.place[0]! + decode!.place[1]!, 0);
  });

  it('says the sum, and fills the width with shares', () => {
    expect(drawn(stageBars([run], 'milliseconds')).textContent).toContain('40.0 ms');
    const widths = [...drawn(stageBars([run], 'share')).querySelectorAll('rect')].map(
      (bar) => numbers(bar, 'width')[0]!,
    );
    expect(widths[0]! / (widths[0]! + widths[1]!)).toBeCloseTo(0.25, 2);
  });
});

describe('rooflineBars', () => {
  it('puts the dot at the share of the roof that is reached', () => {
    const line: Roofline = {
      ...{ model: 'm', inputSize: 256, device: 'cpu', precision: 'fp32', gigaflop: 1, leastBytes: 1 },
      ...{ seconds: createSamples(1), gigaflopPerSecond: 50, peakGigaflopPerSecond: 200, fraction: 0.25 },
    };
    const svg = drawn(rooflineBars([line, { ...line, roofGigaflopPerSecond: 100 }]));
    const reached = [...svg.querySelectorAll('circle')].map((dot) => numbers(dot, 'cx')[0]!);
    const roofs = [...svg.querySelectorAll('g[stroke-width="2.5"] line')].map((bar) => numbers(bar, 'x1')[0]!);
    expect(reached[0]).toBe(reached[1]);
    // 50 of 200 and of 100, from the same zero.
    const zero = numbers(svg.querySelector('g[stroke-width="2"] line')!, 'x1')[0]!;
    expect((reached[0]! - zero) / (roofs[0]! - zero)).toBeCloseTo(0.25, 2);
    expect((reached[1]! - zero) / (roofs[1]! - zero)).toBeCloseTo(0.5, 2);
    expect(svg.textContent).toContain('25 %');
    expect(svg.textContent).toContain('50 %');
  });
});
