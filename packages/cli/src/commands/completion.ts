import { Argument, Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { addExamples, debugOption } from './common-options.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

type Shell = (typeof SHELLS)[number];

/** `havc completion`; `program` is the tree that it completes. */
export function completionCommand(context: CommandContext, program: Command): Command {
  const command = new Command('completion')
    .description('Prints a script that completes commands, options and their values in your shell.')
    .addArgument(new Argument('<shell>', 'your shell').choices(SHELLS))
    .addOption(debugOption());
  return addExamples(command, [
    { command: 'havc completion bash > ~/.local/share/bash-completion/completions/havc', does: 'for bash' },
    {
      command: 'mkdir -p ~/.zfunc && havc completion zsh > ~/.zfunc/_havc',
      does: 'for zsh, with `fpath=(~/.zfunc $fpath)` before `compinit` in ~/.zshrc',
    },
    { command: 'havc completion fish > ~/.config/fish/completions/havc.fish', does: 'for fish' },
  ]).action(async (shell: Shell) => {
    const { commandTree } = await import('../completion/command-tree.ts');
    const { OFFICIAL_WEIGHTS } = await import('@havc/weights');
    const tree = commandTree(program, { id: OFFICIAL_WEIGHTS.map(({ id }) => id) });
    const script = await scriptFor(shell, tree);
    context.streams.stdout.write(script);
  });
}

async function scriptFor(shell: Shell, tree: import('../completion/command-tree.ts').CommandTree): Promise<string> {
  switch (shell) {
    case 'bash':
      return (await import('../completion/bash.ts')).bashCompletion(tree);
    case 'zsh':
      return (await import('../completion/zsh.ts')).zshCompletion(tree);
    case 'fish':
      return (await import('../completion/fish.ts')).fishCompletion(tree);
  }
}
