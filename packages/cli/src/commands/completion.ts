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
    const tree = commandTree(program, await knownValues());
    const script = await scriptFor(shell, tree);
    context.streams.stdout.write(script);
  });
}

/** Values that options and arguments take among others, by the name that stands in their help. */
async function knownValues(): Promise<Record<string, readonly string[]>> {
  const { OFFICIAL_WEIGHTS } = await import('@havc/weights');
  const { presetNames } = await import('@havc/presets');
  const { COLOR_FIXES, COMB_METHODS, MODELS, STRENGTHS, VIDEO_TUNES } = await import('@havc/presets/names');
  return {
    id: OFFICIAL_WEIGHTS.map(({ id }) => id),
    model: MODELS.map(({ name }) => name),
    preset: presetNames(),
    // A word: spaces and hyphens don't matter.
    method: Object.keys(COMB_METHODS).map((name) => name.replaceAll(' ', '-')),
    tune: Object.keys(VIDEO_TUNES),
    hues: Object.keys(COLOR_FIXES),
    strength: STRENGTHS,
  };
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
