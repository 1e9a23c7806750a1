import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { benchCommand } from './commands/bench.ts';
import { colorizeCommand } from './commands/colorize.ts';
import { addExamples } from './commands/common-options.ts';
import { compareCommand } from './commands/compare.ts';
import { completionCommand } from './commands/completion.ts';
import { doctorCommand } from './commands/doctor.ts';
import { filterCommand } from './commands/filter.ts';
import { infoCommand } from './commands/info.ts';
import { modelsCommand } from './commands/models.ts';
import { previewCommand } from './commands/preview.ts';
import { recipeCommand } from './commands/recipe.ts';
import { refsCommand } from './commands/refs.ts';
import { scenesCommand } from './commands/scenes.ts';
import { cliVersion } from './version.ts';

/** The tree of commands. Only what is called loads its packages. */
export function createProgram(context: CommandContext): Command {
  const { stdout, stderr } = context.streams;
  const program = new Command('havc')
    .description('Colourizes black-and-white film and photographs.')
    .version(cliVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showSuggestionAfterError(true)
    // `havc models fetch --json` is an option of fetch, although models has one of that name.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'havc: ').replace(DASHED_FILE, explainDash)),
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  addExamples(program, [
    { command: 'havc colorize film.mp4', does: 'writes film.color.mp4 beside it' },
    { command: 'havc doctor', does: 'checks what works on this machine' },
  ]);
  program.addHelpText(
    'after',
    '\nExit codes: 0 done, 2 wrong usage, 65 bad data, 66 input missing, 69 something unavailable,\n' +
      "73 output can't be written, 74 input/output error, 77 not permitted, 130 stopped.",
  );
  const commands = [
    colorizeCommand(context),
    filterCommand(context),
    infoCommand(context),
    previewCommand(context),
    compareCommand(context),
    scenesCommand(context),
    refsCommand(context),
    recipeCommand(context),
    modelsCommand(context),
    doctorCommand(context),
    benchCommand(context),
    completionCommand(context, program),
  ];
  for (const command of commands) {
    command.copyInheritedSettings(program).showHelpAfterError(`(havc ${command.name()} --help says what there is)`);
    for (const child of command.commands) {
      const words = `havc ${command.name()} ${child.name()}`;
      child.copyInheritedSettings(program).showHelpAfterError(`(${words} --help says what there is)`);
    }
    program.addCommand(command);
  }
  return program;
}

/** An option that there isn't, but whose name looks like that of a file. */
const DASHED_FILE = /unknown option '(-[^']*\.\w+)'/;

function explainDash(said: string, name: string): string {
  return `${said}. To name a file that begins with a dash, write ./${name}, or put -- before all names.`;
}
