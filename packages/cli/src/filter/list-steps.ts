import { describeSteps, type SettingDescription, type StepDescription } from '@havc/presets';
import type { CommandContext } from '../command-context.ts';

/** Prints all steps that a chain can have. */
export function listSteps({ streams }: Pick<CommandContext, 'streams'>): void {
  const intro = [
    'Steps of a chain, with semicolons between; settings are written name=value behind the name of a step.',
    "A setting marked * may stand as a word alone: look amber-light. Steps marked (film) look at a film's neighbouring frames.",
  ];
  streams.stdout.write(`${[...intro, ...describeSteps().map(stepText)].join('\n\n')}\n`);
}

function stepText({ name, does, film, settings }: StepDescription): string {
  const title = `${name}${film ? ' (film)' : ''}: ${does}`;
  const width = Math.max(...settings.map((setting) => nameOf(setting).length));
  return [title, ...settings.map((setting) => settingText(setting, width))].join('\n');
}

function settingText(setting: SettingDescription, width: number): string {
  const { takes, required, default: value } = setting;
  const note = required ? ' (needed)' : value === undefined ? '' : ` (default ${value})`;
  return `  ${nameOf(setting).padEnd(width)}  ${takes}${note}`;
}

function nameOf({ name, alone }: SettingDescription): string {
  return alone ? `${name}*` : name;
}
