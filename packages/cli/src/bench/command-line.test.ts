import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

const usual = { output: 'havc-bench', device: 'auto' } as const;

describe('commandLine', () => {
  it('names no part where all are measured', () => {
    const parts = { color: {}, stability: { films: [] }, speed: {} };
    expect(commandLine({ ...usual, parts, quick: true })).toBe('havc bench --quick');
  });

  it('gives arguments and options back as they were typed', () => {
    const stability = {
      films: ["my film's.mkv", 'b.mp4'],
      truth: 'truth.mkv',
      frames: 50,
      colored: ['x.mp4', 'y.mp4'],
    };
    expect(commandLine({ ...usual, parts: { stability }, presets: ['fast', 'medium'], device: 'cpu' })).toBe(
      "havc bench stability 'my film'\\''s.mkv' b.mp4 --truth truth.mkv --frames 50 --colored x.mp4,y.mp4 --presets fast,medium --device cpu",
    );
    const speed = { sizes: [[854, 480] as const, [1920, 1080] as const], madeWeights: true, only: undefined };
    expect(commandLine({ ...usual, parts: { speed } })).toBe(
      'havc bench speed --sizes 854x480,1920x1080 --made-weights',
    );
    expect(commandLine({ ...usual, parts: { color: { merges: false, testSet: 'a b' } } })).toBe(
      "havc bench color --no-merges --test-set 'a b'",
    );
  });
});
