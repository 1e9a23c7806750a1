import type { CommandNode, CommandTree, OptionNode } from './command-tree.ts';

/** A completion script for zsh, to be saved as `_name` in a folder of `fpath`. */
export function zshCompletion(tree: CommandTree): string {
  const { name } = tree;
  return `#compdef ${name}
# Completion of ${name} for zsh; made by \`${name} completion zsh\`.
_${name}() {
  local curcontext="$curcontext" state line
  local -a commands
  commands=(
${tree.commands.map((command) => `    ${quote(`${command.name}:${command.description}`)}`).join('\n')}
  )
  _arguments -C \\
${tree.options.map((option) => `    ${specification(option)} \\`).join('\n')}
    '1: :->command' \\
    '*:: :->arguments'
  case $state in
    command) _describe -t commands command commands ;;
    arguments)
      case $line[1] in
${tree.commands.map(commandCase).join('\n')}
      esac ;;
  esac
}
if [ "$funcstack[1]" = "_${name}" ]; then _${name} "$@"; else compdef _${name} ${name}; fi
`;
}

function commandCase(command: CommandNode): string {
  if (command.commands.length === 0) return argumentsCase(command);
  const names = command.commands.map(({ name, description }) => quoteDescribed(name, description)).join(' ');
  return `        ${command.name}) _arguments -C \\
${command.options.map((option) => `          ${specification(option)} \\`).join('\n')}
          '1: :((${names}))' \\
          '*:: :->below'
        if [[ $state == below ]]; then case $line[1] in
${command.commands.map(argumentsCase).join('\n')}
        esac; fi ;;`;
}

function argumentsCase(command: CommandNode): string {
  const rest =
    command.choices.length > 0
      ? `'${command.takesMany ? '*' : '1'}:value:(${command.choices.join(' ')})'`
      : command.takesFiles
        ? "'*:file:_files'"
        : undefined;
  const parts = [...command.options.map(specification), ...(rest === undefined ? [] : [rest])];
  return `        ${command.name}) _arguments -s \\
${parts.map((part) => `          ${part}`).join(' \\\n')} ;;`;
}

/** An option as `_arguments` takes it: `'(-o --output)'{-o,--output}'[where to write]:value:_files'`. */
function specification({ short, long, description, takesValue, choices }: OptionNode): string {
  const names = [short, long].filter((name) => name !== undefined);
  const exclusive = `(${names.join(' ')})`;
  const value = takesValue ? `:value:${choices.length > 0 ? `(${choices.join(' ')})` : '_files'}` : '';
  const text = `[${description.replaceAll(/[[\]\\:]/g, '\\$&')}]${value}`;
  return names.length > 1 ? `${quote(exclusive)}{${names.join(',')}}${quote(text)}` : quote(`${names[0]}${text}`);
}

/** A value with its description, inside a specification that is quoted itself. */
const quoteDescribed = (name: string, description: string): string =>
  `${name}\\:"${description.replaceAll(/["$\\`]/g, '').replaceAll("'", "'\\''")}"`;

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
