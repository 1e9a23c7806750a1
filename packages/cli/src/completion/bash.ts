import type { CommandNode, CommandTree, OptionNode } from './command-tree.ts';

/** A completion script for bash 3.2 and later. */
export function bashCompletion(tree: CommandTree): string {
  const { name } = tree;
  const commands = tree.commands.map((command) => command.name).join(' ');
  return `# Completion of ${name} for bash; made by \`${name} completion bash\`.
_${name}() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="" below="" at
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "\${COMP_WORDS[at]}" in
      -*) ;;
      *) if [ -z "$command" ]; then command="\${COMP_WORDS[at]}"; else below="\${COMP_WORDS[at]}"; break; fi ;;
    esac
  done
  COMPREPLY=()
  case "$command" in
    "")
      COMPREPLY=($(compgen -W "${[commands, ...optionWords(tree.options)].join(' ')}" -- "$word"))
      return ;;
${tree.commands.map(commandCase).join('\n')}
  esac
}
complete -o filenames -F _${name} ${name}
`;
}

function commandCase(command: CommandNode): string {
  if (command.commands.length === 0) return valuesCase(command);
  const names = command.commands.map((child) => child.name);
  return `    ${command.name}) case "$below" in
    "") ${reply([...names, ...optionWords(command.options)])} ;;
${command.commands.map(valuesCase).join('\n')}
    esac ;;`;
}

function valuesCase(command: CommandNode): string {
  const values = command.options.filter((option) => option.takesValue);
  const listed = values.filter((option) => option.choices.length > 0);
  const open = values.filter((option) => option.choices.length === 0);
  const cases = [
    ...listed.map((option) => `${flags(option).join('|')}) ${reply(option.choices)}; return ;;`),
    // A path or a number: files are what helps.
    ...(open.length > 0 ? [`${open.flatMap(flags).join('|')}) ${FILES}; return ;;`] : []),
  ];
  const rest = command.choices.length > 0 ? reply(command.choices) : command.takesFiles ? FILES : ':';
  return `    ${command.name})
      case "$before" in
${cases.map((line) => `        ${line}\n`).join('')}        *) ;;
      esac
      case "$word" in
        -*) ${reply(optionWords(command.options))} ;;
        *) ${rest} ;;
      esac ;;`;
}

const FILES = 'local IFS=$\'\\n\'; COMPREPLY=($(compgen -f -- "$word"))';

const flags = (option: OptionNode): string[] => [option.short, option.long].filter((flag) => flag !== undefined);

const optionWords = (options: readonly OptionNode[]): string[] => options.map((option) => option.long ?? option.short!);

const reply = (words: readonly string[]): string => `COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$word"))`;
