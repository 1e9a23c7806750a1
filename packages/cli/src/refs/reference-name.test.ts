import { describe, expect, it } from 'vitest';
import { referenceName } from './reference-name.ts';

describe('referenceName', () => {
  it.each<[number, number, { sequence: boolean; offset: number }, 'jpg' | 'png', string]>([
    [34, 1, { sequence: false, offset: 0 }, 'jpg', 'ref_000034.jpg'],
    [34, 1, { sequence: true, offset: 0 }, 'png', 'ref_000001.png'],
    [34, 1, { sequence: false, offset: 1000 }, 'jpg', 'ref_001034.jpg'],
    [34, 1, { sequence: false, offset: -34 }, 'jpg', 'ref_000000.jpg'],
    [34, 1, { sequence: true, offset: 7 }, 'jpg', 'ref_000008.jpg'],
    [1_234_567, 0, { sequence: false, offset: 0 }, 'jpg', 'ref_1234567.jpg'],
  ])('calls frame %d, which is number %d, with %j and %s: %s', (frame, position, naming, format, name) => {
    expect(referenceName(frame, position, naming, format)).toBe(name);
  });

  it('refuses a number below 0', () => {
    expect(() => referenceName(34, 0, { sequence: false, offset: -35 }, 'jpg')).toThrow(
      '--offset-number -35 would give frame 34 the number -1, and names have none below 0: take -34 or more.',
    );
  });
});
