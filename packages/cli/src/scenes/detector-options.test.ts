import { createSceneDetector, type SceneDetectionOptions } from '@havc/filters';
import { describe, expect, it } from 'vitest';
import { DETECTOR_KNOBS, DETECTORS, type DetectorName } from './detector-knobs.ts';
import { chosenDetectorFlags, detectorOptions, readDetection } from './detector-options.ts';

const ranged = DETECTOR_KNOBS.flatMap((knob) =>
  Object.entries(knob.detectors).flatMap(([detector, allowed]) =>
    allowed === 'any' ? [] : [{ knob, detector: detector as DetectorName, allowed, name: knob.name }],
  ),
);

describe('the knobs of the detectors', () => {
  it.each(ranged)('$detector takes $name as far as its help says, and no further', ({ detector, name, allowed }) => {
    const create = (value: number) => createSceneDetector({ detector, [name]: value } as SceneDetectionOptions);
    for (const value of [allowed.from, allowed.to, allowed.standard]) expect(() => create(value)).not.toThrow();
    for (const value of [allowed.from - 1, allowed.to + 1]) expect(() => create(value)).toThrow(`options.${name}`);
  });

  it('have names of their own', () => {
    const flags = detectorOptions().map((option) => option.long);
    expect(new Set(flags).size).toBe(flags.length);
    expect(flags.slice(0, 3)).toEqual(['--detector', '--threshold', '--offset']);
  });
});

describe('readDetection', () => {
  it('is the adaptive detector by default', () => {
    expect(readDetection({}, { references: false })).toEqual({ detector: 'adaptive' });
    // What commander says of a switch that nobody has turned.
    expect(readDetection({ crossFades: true }, { references: false })).toEqual({ detector: 'adaptive' });
  });

  it('reads every kind of setting', () => {
    const chosen = { threshold: '0.3', minLength: '7', crossFades: false, minInterval: '10' };
    expect(readDetection(chosen, { references: true })).toEqual({
      ...{ detector: 'adaptive', threshold: 0.3, minimumLength: 7, crossFades: false, minimumInterval: 10 },
    });
    const luma = { detector: 'luma', normalize: true, lumaRange: 'limited', offset: '2' };
    expect(readDetection(luma, { references: false })).toEqual({ ...luma, offset: 2 });
    const motion = { detector: 'motion', blockDifference: '400', share: '.6' };
    expect(readDetection(motion, { references: false })).toEqual({ ...motion, blockDifference: 400, share: 0.6 });
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'what another detector has',
      { multiplier: '3' },
      /^--multiplier belongs to the detector edges, and adaptive hasn't/,
    ],
    ['what others have', { offset: '3' }, /^--offset belongs to the detectors luma and edges, .* one of them/],
    ['a switch of another', { detector: 'luma', crossFades: false }, /^--no-cross-fades belongs to the detector adap/],
    ['a number out of its range', { threshold: '0.01' }, /^--threshold of the detector adaptive must be .* 0\.05 to/],
    ['the range of another', { detector: 'edges', frequency: '5' }, /^--frequency belongs to the detectors adaptive,/],
    ['no number', { deviations: 'NaN' }, /^--deviations of the detector adaptive must be a number .* got "NaN"/],
    ['a part of a frame', { minLength: '2.5' }, /^--min-length of the detector adaptive must be a whole number/],
    ['a huge number', { minLength: '9'.repeat(400) }, /must be a whole number from 1 to 25/],
    ['less than nothing', { detector: 'luma', threshold: '-1' }, /must be a number from 0 to 1, got "-1"/],
    ['a threshold that finds nothing', { detector: 'luma', threshold: '0' }, /^--threshold 0 looks for no cuts at all/],
    ['what only chooses references', { white: '0.5' }, /^--white only chooses references, .* add --references/],
    ['an interval of references', { minInterval: '5' }, /^--min-interval only chooses references/],
  ])('refuses %s', (_what, chosen, message) => {
    expect(() => readDetection(chosen, { references: false })).toThrow(message);
  });

  it('lets the luma detector have what changes its cuts, and all others only with references', () => {
    const chosen = { similarity: '0.6' };
    for (const detector of DETECTORS) {
      const read = (references: boolean) => () => readDetection({ ...chosen, detector }, { references });
      expect(read(true)).not.toThrow();
      if (detector === 'luma') expect(read(false)).not.toThrow();
      else expect(read(false)).toThrow('only chooses references');
    }
  });
});

it('names the flags that were given', () => {
  expect(chosenDetectorFlags({ crossFades: true, format: 'jpg' })).toEqual([]);
  expect(chosenDetectorFlags({ crossFades: false, detector: 'luma', minInterval: '3' })).toEqual([
    '--detector',
    '--no-cross-fades',
    '--min-interval',
  ]);
});
