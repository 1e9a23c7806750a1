import { describe, expect, it } from 'vitest';
import { step } from '../recipe/step-schemas.ts';
import { describeSteps } from './describe-steps.ts';
import { parseChain } from './parse-chain.ts';

const steps = describeSteps();
const settingOf = (name: string, setting: string) =>
  steps.find((one) => one.name === name)!.settings.find((one) => one.name === setting);

describe('describeSteps', () => {
  it('knows every step that a recipe can have, and color-map', () => {
    const example = {
      look: 'look amber-light',
      lut: 'lut a.cube',
      hues: 'hues 0:20',
      mix: 'mix share=1 steps=[]',
      'color-map': 'color-map red->blue',
    };
    for (const { name } of steps) {
      const [made] = parseChain(example[name as keyof typeof example] ?? name);
      expect(made!.filter).toBe(name === 'color-map' ? 'hues' : name);
    }
    expect(steps).toHaveLength(step.options.length + 1);
  });

  it.each([
    ['tweak', 'saturation', { takes: 'a number from 0 to 10', default: '1', required: false, alone: false }],
    ['hues', 'ranges', { takes: 'hues: 270:300,rose', required: true, alone: true }],
    [
      'stabilizer',
      'renderFactor',
      { takes: 'a whole number from 16 to 64, auto, or full', default: '24', required: false, alone: false },
    ],
    ['stabilizer', 'dark.amount', { takes: 'a number from 0 to 1', default: '0.8', required: false, alone: false }],
    ['deflicker', 'strength', { takes: '1, 2, or 3', default: '2', required: false, alone: false }],
    [
      'balance',
      'factors',
      { takes: 'a list of 3 numbers from 0 to 255', default: '[1,1,1]', required: false, alone: false },
    ],
    ['mix', 'steps', { takes: 'a list of steps as in a recipe', required: true, alone: false }],
    ['tune', 'level', { takes: 'light, medium, strong', default: 'light', required: false, alone: true }],
  ])('says what %s takes as its %s', (name, setting, expected) => {
    expect(settingOf(name, setting)).toEqual({ name: setting, ...expected });
  });

  it('gives defaults that mean the same when they are said', () => {
    for (const { name, settings } of steps) {
      const required = {
        look: 'look amber-light',
        lut: 'lut a.cube',
        hues: 'hues 0:20',
        mix: 'mix share=1 steps=[]',
        'color-map': 'color-map red->blue',
      };
      const start = required[name as keyof typeof required] ?? (name === 'stabilizer' ? 'stabilizer dark=null' : name);
      const said = settings.filter(
        ({ name: setting, default: value }) => value !== undefined && !setting.includes('.'),
      );
      const words = said.flatMap(({ name: setting, default: value }) =>
        start.includes(`${setting}=`) ? [] : [`${setting}=${value}`],
      );
      expect(parseChain([start, ...words].join(' '))).toEqual(parseChain(start));
    }
  });
});
