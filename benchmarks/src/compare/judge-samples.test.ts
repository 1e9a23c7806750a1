import { describe, expect, it } from 'vitest';
import { createRandom } from '../old-film/random.ts';
import { judgeSamples, type SampleRule } from './judge-samples.ts';

const seconds: SampleRule = { better: 'lower', isSpeed: true };

describe('judgeSamples', () => {
  it.each([
    ['faster', [10, 10.2, 10.1], [8, 8.1, 8.2]],
    ['slower', [8, 8.1, 8.2], [10, 10.2, 10.1]],
    ['equal', [10, 11], [10, 11]],
    ['noise', [10, 10.2, 10.1], [9.4, 9.5, 9.3]], // apart, and below 1.1
    // Medians differ by 1.2, the best values don't: something else ran meanwhile.
    ['noise', [10, 10.1, 10.1, 10.2, 10.1, 10.2], [10.05, 12, 12.1, 12.2, 12.3, 12.1]],
    ['noise', [10, 12, 11], [11.9, 13, 14]], // over each other
    ['noise', [10, 12, 11], [12.5, 13, 14]], // apart by less than they are wide
    ['unsure', [10], [20]],
    ['unsure', [10, 11, 12], [20]],
    ['noise', [10], [10.2]],
    // One of seven is far out, U is 3: printed tables ask for at most 4 at 1 %.
    ['slower', [10, 10.1, 10.2, 10.3, 10.1, 10, 12.25], [12, 12.1, 12.3, 12.2, 12.4, 14.5, 13]],
    // U is 5.
    ['noise', [10, 10.1, 10.2, 10.3, 10.1, 10, 12.35], [12, 12.1, 12.3, 12.2, 12.4, 14.5, 12.3]],
  ])('is %s from %j to %j seconds', (verdict, before, after) => {
    expect(judgeSamples(before, after, seconds).verdict).toBe(verdict);
  });

  it('gives medians, and how many times as fast', () => {
    const judged = judgeSamples([10, 10.2, 10.1], [8, 8.08, 8.2], seconds);
    expect(judged).toMatchObject({ before: 10.1, after: 8.08, basis: '3 and 3 runs' });
    expect(judged.difference).toBeCloseTo(-2.02, 12);
    expect(judged.timesAsFast).toBeCloseTo(1.25, 12);
    expect(judgeSamples([10, 10], [20, 20], { better: 'higher', isSpeed: true }).timesAsFast).toBe(2);
  });

  it('speaks of better and worse where it is not about speed, and of change where neither is', () => {
    expect(judgeSamples([10, 10], [20, 20], { better: 'lower', isSpeed: false })).toMatchObject({
      ...{ verdict: 'worse', timesAsFast: null },
    });
    expect(judgeSamples([10, 10], [20, 20], { better: 'neither', isSpeed: false }).verdict).toBe('changed');
  });

  it("judges nothing that can't be compared, and says why", () => {
    const judged = judgeSamples([10, 10], [20, 20], { ...seconds, unlike: 'another machine' });
    expect(judged).toMatchObject({ verdict: 'unsure', basis: 'another machine' });
  });

  it('gives no number that is none for nothing', () => {
    for (const [before, after] of [
      [
        [0, 0],
        [1, 1],
      ],
      [
        [1, 1],
        [0, 0],
      ],
      [
        [0, 0],
        [0, 1],
      ],
    ] as const) {
      const judged = judgeSamples(before, after, seconds);
      expect(judged.timesAsFast).toBeNull();
      expect(Number.isFinite(judged.difference)).toBe(true);
    }
  });

  it.each([
    [2, 0.12],
    [3, 0.015],
    [4, 0.012],
    [5, 0.012],
    [9, 0.012],
  ])('of %d runs each of the same thing it tells a difference in a share of at most %d', (count, share) => {
    const random = createRandom(count);
    // Widely scattered, so that the least factor hides little: times are longer by what else goes on.
    const run = () => Array.from({ length: count }, () => 1 - Math.log(random()));
    let alarms = 0;
    const tries = 4000;
    for (let at = 0; at < tries; at++) {
      const { verdict } = judgeSamples(run(), run(), seconds);
      if (verdict === 'faster' || verdict === 'slower') alarms++;
    }
    expect(alarms / tries).toBeLessThanOrEqual(share);
  });
});
