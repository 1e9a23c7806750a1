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
  /** Whether its first argument may be given more than once. */
  readonly takesMany: boolean;
  /** Whether its arguments are files. */
  readonly takesFiles: boolean;
  /** The commands below it. */
  readonly commands: readonly CommandNode[];
}

/** All that completion scripts are made of. */
export interface CommandTree {
  readonly name: string;
  readonly options: readonly OptionNode[];
  readonly commands: readonly CommandNode[];
}

/** Values of arguments and options, by the name that stands in their help, e.g. `id`. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

/** The tree of a commander program as plain data. */
export function commandTree(program: Command, known: KnownValues = {}): CommandTree {
  const commands = visibleCommands(program).map((command) => commandNode(command, known));
  const names = commands.map((command) => command.name);
  return {
    name: program.name(),
    options: optionNodes(program, known),
    // The argument of `help` is a command.
    commands: commands.map((node) => (node.name === 'help' ? { ...node, choices: names, takesFiles: false } : node)),
  };
}

function commandNode(command: Command, known: KnownValues): CommandNode {
  const [argument] = command.registeredArguments;
  const choices = argument?.argChoices ?? known[argument?.name() ?? ''] ?? [];
  // Their own `help` would only make the list longer.
  const commands = visibleCommands(command).filter((child) => child.name() !== 'help');
  return {
    name: command.name(),
    description: firstSentence(command.description()),
    options: optionNodes(command, known),
    choices,
    takesMany: argument?.variadic ?? false,
    takesFiles: argument !== undefined && choices.length === 0 && commands.length === 0,
    commands: commands.map((child) => commandNode(child, known)),
  };
}

const visibleCommands = (command: Command): Command[] => command.createHelp().visibleCommands(command);

function optionNodes(command: Command, known: KnownValues): OptionNode[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => ({
      short: option.short,
      long: option.long,
      description: option.description,
      takesValue: option.required || option.optional,
      choices: option.argChoices ?? known[/<(.+)>/.exec(option.flags)?.[1] ?? ''] ?? [],
    }));
}

function firstSentence(text: string): string {
  return text.split(/(?<=\.)\s/)[0]!.replace(/\.$/, '');
}
