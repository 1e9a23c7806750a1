import { HavcError } from '@havc/core';
import { LOOK_NAMES } from '@havc/filters';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type StepInput, step } from '../recipe/step-schemas.ts';
import { STEP_WORDS } from './chain-steps.ts';
import { describeSteps } from './describe-steps.ts';
import { formatChain } from './format-chain.ts';
import { parseChain } from './parse-chain.ts';

/** Pieces of chains, good and bad, in any order. */
const piece = fc.oneof(
  fc.constantFrom(...Object.keys(STEP_WORDS)),
  fc.constantFrom(...describeSteps().flatMap(({ settings }) => settings.map(({ name }) => `${name}=`))),
  fc.constantFrom(
    ';',
    ' ',
    '=',
    '"',
    "'",
    '\\',
    '{',
    '}',
    '[',
    ']',
    '|',
    '->',
    '{}',
    'null',
    '0.5',
    '300:360',
    '@',
    '\n',
    '\0',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor=1',
    'toString.x=1',
    'filter=mix',
    '{"__proto__":1}',
    '1e999',
    '-0',
    '\ud800',
  ),
  fc.json({ maxDepth: 3 }),
  fc.string(),
);

it('reads any text as steps, or refuses it as an invalid option with a place in it', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join('')),
        fc.array(piece).map((pieces) => pieces.join(' ')),
      ),
      (chain) => {
        try {
          expect(parseChain(chain).length).toBeGreaterThan(0);
        } catch (error) {
          if (!HavcError.is(error, 'OPTION_INVALID')) throw error;
          const { position } = error.details as { position?: number };
          if (chain.trim() !== '') expect(position).toBeLessThanOrEqual(chain.length);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const ranges = fc.array(
  fc
    .record({ from: fc.integer({ min: 0, max: 359 }), to: fc.integer({ min: 1, max: 360 }) })
    .filter(({ from, to }) => from !== to),
  { minLength: 1, maxLength: 3 },
);
const hueChange = fc.record(
  { ranges, saturation: share, shiftDegrees: fc.integer({ min: -360, max: 360 }), weight: share },
  { requiredKeys: ['ranges'] },
);
const dark = fc.record(
  { threshold: share, amount: share, darkening: share, hues: fc.option(ranges) },
  { requiredKeys: [] },
);
const smooth = fc.record({ dark: share, saturation: share, hues: fc.option(hueChange) }, { requiredKeys: [] });
const stabilize = fc.record(
  {
    ...{
      frames: fc.integer({ min: 3, max: 15 }),
      mode: fc.constantFrom('arithmetic', 'weighted'),
      hues: fc.option(hueChange),
    },
    refill: fc.record({ threshold: fc.integer({ min: 0, max: 255 }), weight: share }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);
const deflicker = fc.record({ strength: fc.constantFrom(1, 2, 3), aggressive: fc.boolean() }, { requiredKeys: [] });
const named = <T extends object>(filter: string, fields: fc.Arbitrary<T>) =>
  fields.map((given) => ({ filter, ...given }));
const simple = fc.oneof(
  named(
    'tweak',
    fc.record(
      { saturation: fc.double({ min: 0, max: 10, noNaN: true }), brightness: fc.integer({ min: -255, max: 255 }) },
      { requiredKeys: [] },
    ),
  ),
  named('hues', hueChange),
  named('darken-shadows', dark),
  named('smooth-chroma', smooth),
  named('look', fc.record({ look: fc.constantFrom(...LOOK_NAMES), strength: share }, { requiredKeys: ['look'] })),
  named(
    'lut',
    fc.record(
      { file: fc.string({ minLength: 1, unit: 'binary' }), keepLuma: fc.boolean() },
      { requiredKeys: ['file'] },
    ),
  ),
  named(
    'retinex',
    fc.record(
      { sigmas: fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 8 }) },
      { requiredKeys: [] },
    ),
  ),
);
const anyStep = fc.oneof(
  simple,
  named('mix', fc.record({ share, steps: fc.array(simple, { maxLength: 3 }) })),
  named(
    'stabilizer',
    fc.record(
      {
        dark: fc.option(dark),
        smooth: fc.option(smooth),
        hues: fc.option(hueChange),
        stabilize: fc.option(stabilize),
        deflicker: fc.option(deflicker),
      },
      { requiredKeys: [] },
    ),
  ),
  named('stabilize-chroma', stabilize),
  named('deflicker', deflicker),
);

it('reads what it writes of any steps as the same steps', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 4 }), (inputs) => {
      const steps = inputs.map((input) => step.parse(input as StepInput));
      expect(parseChain(formatChain(steps))).toEqual(steps);
    }),
    { numRuns: 300 },
  );
});

it.each([
  ['digits', `tweak saturation=${'1'.repeat(19_000)}x`],
  ['blanks', `tweak${' '.repeat(19_000)}x`],
  ['quotes', `lut ${'"'.repeat(19_000)}`],
  ['braces', `stabilizer dark=${'{'.repeat(19_000)}`],
  ['semicolons', ';'.repeat(19_000)],
  ['dots', `tweak ${'a.'.repeat(9_000)}b=1`],
])('refuses %s without end in no time', (_, chain) => {
  const start = performance.now();
  expect(() => parseChain(chain)).toThrow(HavcError);
  expect(performance.now() - start).toBeLessThan(500);
});
