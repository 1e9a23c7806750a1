import type { CommandNode, CommandTree, OptionNode } from './command-tree.ts';

/** A completion script for fish. */
export function fishCompletion(tree: CommandTree): string {
  const { name } = tree;
  const all = tree.commands.map((command) => command.name).join(' ');
  const start = `complete -c ${name}`;
  const lines = [`# Completion of ${name} for fish; made by \`${name} completion fish\`.`];
  for (const option of tree.options) lines.push(`${start} -n __fish_use_subcommand ${optionPart(option)}`);
  for (const command of tree.commands) {
    lines.push(`${start} -n __fish_use_subcommand -f -a ${command.name} -d ${quote(command.description)}`);
  }
  for (const command of tree.commands) {
    const here = `${start} -n '__fish_seen_subcommand_from ${command.name}'`;
    if (command.name === 'help') {
      // After `help` another command's name stands, so its own condition must not look for those.
      lines.push(`${here} -f -a ${quote(all)}`);
      continue;
    }
    if (command.commands.length > 0) lines.push(...nestedLines(start, command));
    else lines.push(...commandLines(here, command));
  }
  return `${lines.join('\n')}\n`;
}

function commandLines(here: string, command: CommandNode): string[] {
  const lines = command.options.map((option) => `${here} ${optionPart(option)}`);
  if (command.choices.length > 0) lines.push(`${here} -f -a ${quote(command.choices.join(' '))}`);
  else if (!command.takesFiles) lines.push(`${here} -f`);
  return lines;
}

/** A command with commands below it: these first, and after one of them what that takes. */
function nestedLines(start: string, command: CommandNode): string[] {
  const names = command.commands.map((child) => child.name).join(' ');
  const above = `__fish_seen_subcommand_from ${command.name}`;
  const lines = commandLines(`${start} -n '${above}; and not __fish_seen_subcommand_from ${names}'`, {
    ...command,
    choices: [],
  });
  for (const child of command.commands) {
    const first = `${start} -n '${above}; and not __fish_seen_subcommand_from ${names}'`;
    lines.push(`${first} -f -a ${child.name} -d ${quote(child.description)}`);
    lines.push(...commandLines(`${start} -n '${above}; and __fish_seen_subcommand_from ${child.name}'`, child));
  }
  return lines;
}

function optionPart({ short, long, description, takesValue, choices }: OptionNode): string {
  const parts: string[] = [];
  if (short !== undefined) parts.push(`-s ${short.slice(1)}`);
  if (long !== undefined) parts.push(`-l ${long.slice(2)}`);
  if (takesValue) parts.push(choices.length > 0 ? `-x -a ${quote(choices.join(' '))}` : '-r -F');
  parts.push(`-d ${quote(description)}`);
  return parts.join(' ');
}

const quote = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
