import { HavcError } from '@havc/core';
import type { SceneDetectionOptions } from '@havc/filters';
import { Option } from 'commander';
import { numberBetween, wholeNumber } from '../commands/common-options.ts';
import { DETECTOR_KNOBS, DETECTORS, type DetectorKnob, type DetectorName, type KnobRange } from './detector-knobs.ts';

/** What commander makes of a command's options. */
export type ChosenOptions = Readonly<Record<string, unknown>>;

/** `--detector` and the knobs of all detectors. Their values are read by {@link readDetection}. */
export function detectorOptions(): Option[] {
  return [
    new Option(
      '--detector <name>',
      'adaptive for old film and when in doubt, luma is fast and for clean film, edges also sees slow changes, motion ' +
        'searches for blocks, keyframe votes as a video coder does (default: adaptive)',
    ).choices(DETECTORS),
    ...DETECTOR_KNOBS.map((knob) => {
      const option = new Option(knob.flags, `${knob.says} [${describeDetectors(knob)}]`);
      if (knob.kind === 'luma-range') option.choices(['full', 'limited']);
      return option;
    }),
  ];
}

/** The flags of what was chosen for detection, `--detector` among them. */
export function chosenDetectorFlags(chosen: ChosenOptions): string[] {
  const flags = detectorOptions().filter((option) => chosenValue(option, chosen) !== undefined);
  return flags.map((option) => option.long!);
}

/**
 * The detector that was chosen, with its settings.
 *
 * @param references - whether references are wanted; without them settings that only choose these are refused.
 * @throws HavcError `OPTION_INVALID` for a setting that the detector hasn't, or a value out of its range.
 */
export function readDetection(chosen: ChosenOptions, { references }: { readonly references: boolean }) {
  const detector = (chosen['detector'] ?? 'adaptive') as DetectorName;
  const settings: Record<string, unknown> = {};
  for (const knob of DETECTOR_KNOBS) {
    const option = new Option(knob.flags);
    const value = chosenValue(option, chosen);
    if (value === undefined) continue;
    settings[knob.name] = readKnob(knob, option.long!, value, detector);
    const decidesCuts = detector === 'luma' && (knob.name === 'frequency' || knob.name === 'similarity');
    if (knob.forReferences && !references && !decidesCuts) {
      throw new HavcError(
        'OPTION_INVALID',
        `${option.long} only chooses references, and changes no cut: add --references, or leave it out.`,
        { details: { option: option.long } },
      );
    }
  }
  if (settings['threshold'] === 0 && !settings['frequency']) {
    throw new HavcError(
      'OPTION_INVALID',
      '--threshold 0 looks for no cuts at all: give a larger one (0.1 is usual), or --frequency with references.',
      { details: { option: '--threshold' } },
    );
  }
  // Each setting was checked against the detector that has it.
  return { detector, ...settings } as SceneDetectionOptions;
}

/** Commander says `true` of a `--no-...` that nobody has given. */
function chosenValue(option: Option, chosen: ChosenOptions): unknown {
  const value = chosen[option.attributeName()];
  return option.negate && value !== false ? undefined : value;
}

function readKnob(knob: DetectorKnob, flag: string, value: unknown, detector: DetectorName): unknown {
  const allowed = knob.detectors[detector];
  if (allowed === undefined) {
    const owners = Object.keys(knob.detectors);
    const names = owners.length === 1 ? owners[0] : `${owners.slice(0, -1).join(', ')} and ${owners.at(-1)}`;
    throw new HavcError(
      'OPTION_INVALID',
      `${flag} belongs to the ${owners.length === 1 ? 'detector' : 'detectors'} ${names}, and ${detector} hasn't got ` +
        `it: leave it out, or choose ${owners.length === 1 ? `--detector ${names}` : 'one of them with --detector'}.`,
      { details: { option: flag } },
    );
  }
  if (allowed === 'any') return value;
  const read = knob.kind === 'whole' ? wholeNumber : numberBetween;
  return read(`${flag} of the detector ${detector}`, allowed.from, allowed.to)(String(value));
}

/** `adaptive 0.05..0.95, default 0.2; luma 0..1, default 0.1`. */
function describeDetectors({ detectors }: DetectorKnob): string {
  const groups = new Map<string, string[]>();
  for (const [detector, allowed] of Object.entries(detectors)) {
    const text = describeRange(allowed);
    groups.set(text, [...(groups.get(text) ?? []), detector]);
  }
  return [...groups]
    .map(([text, names]) => `${names.length === DETECTORS.length ? 'all' : names.join(', ')}${text}`)
    .join('; ');
}

function describeRange(allowed: KnobRange | 'any'): string {
  if (allowed === 'any') return '';
  return ` ${allowed.from}..${allowed.to}, default ${Number(allowed.standard.toFixed(3))}`;
}
