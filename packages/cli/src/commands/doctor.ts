import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { addExamples, debugOption } from './common-options.ts';

/** `havc doctor`. */
export function doctorCommand(context: CommandContext): Command {
  const command = new Command('doctor')
    .description('Checks what works on this machine: Node, ffmpeg, devices, models, disk and memory, with advice.')
    .addOption(new Option('--json', 'print one JSON object, for programs'))
    .addOption(debugOption());
  return addExamples(command, [
    { command: 'havc doctor', does: 'prints what was found, and what to do about it' },
    { command: 'havc doctor --json > report.json', does: 'for a report of a problem' },
  ]).action(async ({ json = false }: { readonly json?: boolean }) => {
    const { examine } = await import('../doctor/examine.ts');
    const { formatFindings, isFit } = await import('../doctor/finding.ts');
    const findings = await examine(context.signal);
    const { stdout } = context.streams;
    if (json) stdout.write(`${JSON.stringify({ fit: isFit(findings), findings }, null, 2)}\n`);
    else stdout.write(formatFindings(findings));
    const { EXIT_CODES } = await import('../exit-codes.ts');
    if (!isFit(findings)) context.exitWith(EXIT_CODES.FFMPEG_MISSING);
  });
}
