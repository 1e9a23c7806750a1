import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { addExamples, debugOption } from './common-options.ts';

interface InfoOptions {
  readonly json?: boolean;
  readonly countFrames?: boolean;
}

/** `havc info`. */
export function infoCommand(context: CommandContext): Command {
  const command = new Command('info')
    .description('Says what a film or an image holds: size, colours, frame rate, tracks.')
    .argument('<input>', 'a film or an image')
    .addOption(new Option('--json', 'print one JSON object, for programs'))
    .addOption(new Option('--count-frames', "count a film's frames by reading it, where its number isn't stored"))
    .addOption(debugOption());
  return addExamples(command, [
    { command: 'havc info film.mkv', does: 'prints a table' },
    { command: 'havc info film.mkv --json | jq .video.frameCount', does: 'for programs' },
  ]).action(async (input: string, { json = false, countFrames = false }: InfoOptions) => {
    const { info } = await import('../info/info.ts');
    context.streams.stdout.write(await info(input, { json, countFrames, signal: context.signal }));
  });
}
