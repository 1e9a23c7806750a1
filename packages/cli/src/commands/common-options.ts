import { HavcError } from '@havc/core';
import { type Command, Option } from 'commander';

/** A reader of whole numbers for an option, which says the range when it is left. */
export function wholeNumber(option: string, from: number, to: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= from && value <= to) return value;
    throw new HavcError('OPTION_INVALID', `${option} must be a whole number from ${from} to ${to}, got "${text}".`, {
      details: { option, value: text },
    });
  };
}

/** A reader of numbers for an option, which says the range when it is left. */
export function numberBetween(option: string, from: number, to: number): (text: string) => number {
  return (text) => {
    const value = /^(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
    if (value >= from && value <= to) return value;
    throw new HavcError('OPTION_INVALID', `${option} must be a number from ${from} to ${to}, got "${text}".`, {
      details: { option, value: text },
    });
  };
}

/** A line of help that shows a command in use. */
export interface Example {
  readonly command: string;
  readonly does: string;
}

/** Adds examples to the end of a command's help. */
export function addExamples(command: Command, examples: readonly Example[]): Command {
  const lines = examples.map(({ command: line, does }) => `  ${line}\n      ${does}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}

/** `--debug`, which every command has. */
export function debugOption(): Option {
  return new Option('--debug', 'with an error, say where in the code it arose');
}

/** `-y` and `-n`, for commands that write a file. Together they make `overwrite`: true, false or undefined. */
export function overwriteOptions(): Option[] {
  return [
    new Option('-y, --overwrite', 'replace an output that exists, once the new one is complete'),
    new Option('-n, --no-overwrite', 'keep an output that exists, without asking').default(undefined),
  ];
}
