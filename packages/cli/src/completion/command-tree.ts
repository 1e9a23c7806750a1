import type { Command } from 'commander';

/** An option as a shell completes it. */
export interface OptionNode {
  readonly short: string | undefined;
  readonly long: string | undefined;
  readonly description: string;
  readonly takesValue: boolean;
  /** The values there are; empty where anything goes. */
  readonly choices: readonly string[];
}

/** A command as a shell completes it. */
export interface CommandNode {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionNode[];
  /** Values of its first argument; empty where it is a file. */
  readonly choices: readonly string[];
  /** Whether its arguments are files. */
  readonly takesFiles: boolean;
}

/** All that completion scripts are made of. */
export interface CommandTree {
  readonly name: string;
  readonly options: readonly OptionNode[];
  readonly commands: readonly CommandNode[];
}

/** The tree of a commander program, one level deep, as plain data. */
export function commandTree(program: Command): CommandTree {
  const commands = program.createHelp().visibleCommands(program).map(commandNode);
  const names = commands.map((command) => command.name);
  return {
    name: program.name(),
    options: optionNodes(program),
    // The argument of `help` is a command.
    commands: commands.map((node) => (node.name === 'help' ? { ...node, choices: names, takesFiles: false } : node)),
  };
}

function commandNode(command: Command): CommandNode {
  const [argument] = command.registeredArguments;
  const choices = argument?.argChoices ?? [];
  return {
    name: command.name(),
    description: firstSentence(command.description()),
    options: optionNodes(command),
    choices,
    takesFiles: argument !== undefined && choices.length === 0,
  };
}

function optionNodes(command: Command): OptionNode[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => ({
      short: option.short,
      long: option.long,
      description: option.description,
      takesValue: option.required || option.optional,
      choices: option.argChoices ?? [],
    }));
}

function firstSentence(text: string): string {
  return text.split(/(?<=\.)\s/)[0]!.replace(/\.$/, '');
}
