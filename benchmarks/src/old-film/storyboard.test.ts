import { describe, expect, it } from 'vitest';
import { STORYBOARD, shotStarts, sightsAt } from './storyboard.ts';

describe('the storyboard', () => {
  it('fills the film, shows four photographs and has one cross-fade', () => {
    expect(STORYBOARD.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(new Set(STORYBOARD.map(({ photograph }) => photograph)).size).toBe(4);
    expect(shotStarts().filter(({ cut }) => !cut)).toHaveLength(1);
  });

  it('shows one shot, and two that add up to one in the cross-fade', () => {
    for (let moment = 0; moment < 1; moment += 0.001) {
      const sights = sightsAt(moment);
      expect(sights.length).toBe(moment >= 0.84 && moment < 0.91 - 1e-9 ? 2 : 1);
      expect(sights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
    }
  });

  it('never leaves the photograph with a wide picture', () => {
    const heights: Record<string, number> = {
      'astronaut.png': 512 / 512,
      'coffee.png': 400 / 600,
      'chelsea.png': 300 / 451,
      'rocket.jpg': 427 / 640,
    };
    for (const { photograph, from, to } of STORYBOARD) {
      for (const { x, y, width } of [from, to]) {
        const height = (width * 9) / 16 / heights[photograph]!;
        expect(Math.min(x - width / 2, y - height / 2)).toBeGreaterThanOrEqual(0);
        expect(Math.max(x + width / 2, y + height / 2)).toBeLessThanOrEqual(1);
      }
    }
  });

  it('moves on without a jump inside a shot, through the cross-fade too', () => {
    let before = sightsAt(0.63).at(-1)!;
    for (let moment = 0.631; moment < 0.84; moment += 0.001) {
      const { view } = sightsAt(moment)[0]!;
      expect(Math.abs(Math.log(view.width / before.view.width))).toBeLessThan(0.002);
      before = sightsAt(moment)[0]!;
    }
    const fading = sightsAt(0.9)[0]!;
    expect(fading.shot.photograph).toBe('rocket.jpg');
    expect(fading.view.width).toBeGreaterThan(before.view.width);
    expect(fading.view.width).toBeLessThan(fading.shot.to.width);
  });
});
