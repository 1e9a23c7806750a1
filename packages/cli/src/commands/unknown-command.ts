import { HavcError } from '@havc/core';
import type { Command } from 'commander';

/** The error for a name that none of the commands below `parent` has. */
export function unknownCommand(parent: string, name: string, commands: readonly Command[]): HavcError {
  const there = commands.map((command) => command.name()).join(', ');
  return new HavcError('OPTION_INVALID', `There is no command "havc ${parent} ${name}". There are: ${there}.`, {
    details: { command: name },
  });
}
