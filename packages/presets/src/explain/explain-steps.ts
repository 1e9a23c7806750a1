import type { MergeNode } from '../recipe/color-schema.ts';
import type { Step } from '../recipe/step-schemas.ts';
import { hueWords, number, percent } from './words.ts';

/** What a step does and why one wants it. */
export interface Explained {
  readonly what: string;
  readonly why?: string;
}

type Hues = Extract<Step, { filter: 'hues' }>;
type Stabilizer = Extract<Step, { filter: 'stabilizer' }>;

/** A merge in words. */
export function explainMerge(merge: MergeNode['merge']): Explained {
  switch (merge.method) {
    case 'first':
      return { what: 'Take the first colouring alone:' };
    case 'second':
      return { what: 'Take the second colouring alone:' };
    case 'simple':
      return {
        what: `Mix two colourings, ${percent(1 - merge.weight)} of the first and ${percent(merge.weight)} of the second:`,
        why: 'a calm model and a vivid one together are closer to the truth than either',
      };
    case 'constrained-chroma':
      return {
        what: `Take ${percent(merge.weight)} of the second colouring, no further than ${number(128 * merge.threshold)} codes from the first:`,
        why: 'keeps stains of the vivid model out',
      };
    case 'luma-masked':
      return {
        what: `Take ${percent(merge.weight)} of the second colouring where it is bright (from luma ${number(merge.white)}, none up to ${number(merge.dark)}):`,
        why: 'vivid models are unsteady in the dark',
      };
    case 'adaptive-luma':
      return {
        what: `Take ${percent(merge.weight)} of the second colouring in bright frames, less below a mean luma of ${number(merge.threshold)} (at least ${percent(Math.min(merge.minimumWeight, merge.weight))}):`,
        why: 'vivid models are unsteady in dark scenes',
      };
    case 'chroma-retention':
      return {
        what: `Fill what the first colouring leaves gray with the second's colours (${percent(merge.weight)}, saturation ${number(merge.saturation)}):`,
      };
    case 'chroma-bound-adaptive':
      return {
        what: `Take ${percent(merge.weight)} of the second colouring, within ${number(merge.tolerance)} codes of the first, ${number(merge.extraTolerance)} more in texture:`,
        why: 'wrong colours show least in texture',
      };
  }
}

/** A step in words. */
export function explainStep(step: Step): Explained {
  switch (step.filter) {
    case 'tweak': {
      const { hueDegrees, saturation, brightness, contrast, gamma } = step;
      const parts = [
        ...(hueDegrees === 0 ? [] : [`hue by ${number(hueDegrees)}°`]),
        ...(saturation === 1 ? [] : [`saturation ${number(saturation)}`]),
        ...(brightness === 0 ? [] : [`brightness ${brightness > 0 ? '+' : ''}${number(brightness)}`]),
        ...(contrast === 1 ? [] : [`contrast ${number(contrast)}`]),
        ...(gamma === 1 ? [] : [`gamma ${number(gamma)}`]),
      ];
      return { what: `Tweak: ${parts.length === 0 ? 'nothing' : parts.join(', ')}.` };
    }
    case 'luma-levels':
      return {
        what: `Lift dark frames to a mean luma of ${number(step.lumaFloor)}, with a gamma of up to ${number(step.gamma)} below ${number(step.gammaBelow)}.`,
        why: 'the model sees into shadows, and dark and bright scenes get colours alike',
      };
    case 'hues':
      return { what: `${hueChange(step)}.`, why: 'colours that come out wrong most often' };
    case 'darken-shadows':
      return {
        what: `Take colour out of shadows, below luma ${number(step.threshold)}.`,
        why: 'models leave stains there',
      };
    case 'smooth-chroma':
      return { what: `Calm colours in dark parts to ${percent(step.saturation)}.` };
    case 'denoise':
      return {
        what: `Balance white by ${percent(step.balance)}, and give a little contrast back.`,
        why: 'less colour noise',
      };
    case 'balance':
      return { what: `Balance white by ${percent(step.strength)}.` };
    case 'adjust-rgb':
      return {
        what: `Adjust R', G', B': factors ${step.factors.join(', ')}; bias ${step.bias.join(', ')}; gamma ${step.gamma.join(', ')}.`,
      };
    case 'auto-levels':
      return { what: `Even out light (${step.method}, ${step.level}).`, why: 'the model sees into shadows' };
    case 'tune':
      return { what: `Clean up tone (${step.method}, ${step.level}).`, why: 'counters a pinkish, washed-out cast' };
    case 'retinex':
      return { what: `Even out light by retinex, for a mean luma from ${number(step.from)} to ${number(step.to)}.` };
    case 'look':
      return {
        what: `Give it the look ${step.look}, ${percent(step.strength)}${step.keepLuma ? ', colours only' : ''}.`,
      };
    case 'lut':
      return { what: `Apply the LUT ${step.file}, ${percent(step.strength)}${step.keepLuma ? ', colours only' : ''}.` };
    case 'mix': {
      const inner = step.steps.map((one) => explainStep(one).what.replace(/\.$/, ''));
      return {
        what: `Mix in ${percent(step.share)} of: ${inner.length === 0 ? 'the picture as it is' : inner.join('; ')}.`,
      };
    }
    case 'stabilizer':
      return explainStabilizer(step);
    case 'stabilize-chroma':
      return { what: `Average colours over ${step.frames} frames of a shot.`, why: 'less flicker' };
    case 'deflicker':
      return {
        what: `Calm ${step.keepLuma ? 'colours' : 'samples'} that alternate from frame to frame (strength ${step.strength}).`,
      };
    case 'limit-chroma':
      return { what: `Hold colours within ${number(128 * step.deviation)} codes of the frame before.` };
  }
}

function explainStabilizer({ renderFactor, dark, smooth, hues, stabilize, deflicker }: Stabilizer): Explained {
  const parts = [
    ...(dark ? [`take colour out of shadows below luma ${number(dark.threshold)}`] : []),
    ...(smooth ? [`calm dark parts to ${percent(smooth.saturation)}`] : []),
    ...(hues ? [hueChange(hues).replace(/^./, (first) => first.toLowerCase())] : []),
    ...(stabilize ? [`average over ${stabilize.frames} frames, with what moved filled in`] : []),
    ...(stabilize?.hues ? [hueChange(stabilize.hues).replace(/^./, (first) => first.toLowerCase())] : []),
    ...(deflicker ? ['calm what still alternates'] : []),
  ];
  const size = typeof renderFactor === 'number' ? `${16 * renderFactor} pixels` : renderFactor;
  return {
    what: `Stabilise (at ${size}): ${parts.length === 0 ? 'nothing' : parts.join('; ')}.`,
    ...(stabilize && { why: 'models colour each frame anew, which flickers' }),
  };
}

function hueChange({
  ranges,
  saturation,
  shiftDegrees,
  weight,
}: Pick<Hues, 'ranges' | 'saturation' | 'shiftDegrees' | 'weight'>): string {
  const hues = hueWords(ranges);
  const parts = [
    ...(shiftDegrees === 0 ? [] : [`turn hues of ${hues} by ${shiftDegrees}°`]),
    ...(saturation === 1 ? [] : [`bring hues of ${hues} to ${percent(saturation)} of their saturation`]),
  ];
  if (parts.length === 0) return `Leave hues of ${hues} as they are`;
  const text = parts.join(' and ');
  if (weight === -1 || (weight === 1 && shiftDegrees !== 0))
    return `${capital(text)}, of which nothing shows: all is kept`;
  const keeps = weight < 0 || (weight > 0 && shiftDegrees !== 0);
  const mixed =
    weight === 0
      ? ''
      : keeps
        ? `, keeping ${percent(Math.abs(weight))} as it was`
        : `, all others by ${percent(weight)} of that`;
  return `${capital(text)}${mixed}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
