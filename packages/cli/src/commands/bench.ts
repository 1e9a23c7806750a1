import { Argument, Command } from 'commander';
import type { BenchParts } from '../bench/bench-request.ts';
import type { CommandContext } from '../command-context.ts';
import {
  type BenchFlags,
  benchOptions,
  type ColorFlags,
  colorOptions,
  type SpeedFlags,
  type StabilityFlags,
  speedOptions,
  stabilityOptions,
} from './bench-options.ts';
import { addExamples, debugOption, overwriteOptions } from './common-options.ts';
import { unknownCommand } from './unknown-command.ts';

/** `havc bench`. */
export function benchCommand(context: CommandContext): Command {
  const command = new Command('bench')
    .description(
      'Measures colours against truth, stability over time, and speed; writes a report to look at (HTML), to keep with ' +
        'a repository (Markdown) and to compare (JSON). Without a subcommand it measures all three.',
    )
    .usage('[options] [command]')
    // Only reached by a name that none of the commands has.
    .addArgument(new Argument('[name]'));
  for (const option of benchOptions()) command.addOption(option);
  addExamples(command, [
    { command: 'havc bench --quick', does: 'a first impression of this machine and the built-in model' },
    { command: 'havc bench color --truth photos/', does: 'colours your own photographs anew and compares' },
    { command: 'havc bench stability film.mkv --presets fast,medium', does: 'which of two flickers less on your film' },
    { command: 'havc bench compare before/results.json after/results.json', does: 'what changed, and what is noise' },
  ]);
  const commands = [colorCommand, stabilityCommand, speedCommand, reportCommand, compareCommand].map((make) =>
    make(context),
  );
  for (const child of commands) command.addCommand(child);
  command.action(async (name: string | undefined, flags: BenchFlags) => {
    if (name !== undefined) throw unknownCommand('bench', name, commands);
    await runBench({ color: {}, stability: { films: [] }, speed: {} }, flags, context);
  });
  return command;
}

function colorCommand(context: CommandContext): Command {
  const command = new Command('color').description(
    "Colours pictures whose colours are known, and measures how near it comes: CIEDE2000, chroma, colourfulness. Without --truth: the original's test set where it is there, else the photographs that come with havc.",
  );
  for (const option of [...colorOptions(), ...benchOptions()]) command.addOption(option);
  return addExamples(command, [
    { command: 'havc bench color --truth photos/ --presets photo', does: 'one preset on your own pictures' },
    { command: 'havc bench color --truth film.mkv --limit 50', does: '50 frames of a colour film' },
    { command: 'havc bench color --test-set testset/', does: "recomputes the original's published tables too" },
  ]).action(({ truth, testSet, size, limit, merges, ...flags }: ColorFlags & BenchFlags) =>
    // Left out only where that is said: a quick run does without them anyway.
    runBench({ color: { truth, testSet, size, limit, merges: merges ? undefined : false } }, flags, context),
  );
}

function stabilityCommand(context: CommandContext): Command {
  const command = new Command('stability')
    .description('Colours a film and measures how calm its colours are: flicker along motion, drift, distribution.')
    .argument(
      '[films...]',
      'films; each is coloured from gray (default: one made of photographs, whose colours are known)',
    );
  for (const option of [...stabilityOptions(), ...benchOptions()]) command.addOption(option);
  return addExamples(command, [
    { command: 'havc bench stability film.mkv --presets fast,medium,slow', does: 'compares three presets' },
    {
      command: 'havc bench stability film.mkv --truth original.mkv --colored theirs.mp4',
      does: 'judges a film that another program has coloured, beside ours and the truth',
    },
  ]).action((films: readonly string[], { truth, colored, frames, size, ...flags }: StabilityFlags & BenchFlags) =>
    runBench({ stability: { films, truth, colored, frames, size } }, flags, context),
  );
}

function speedCommand(context: CommandContext): Command {
  const command = new Command('speed').description(
    'Measures frames a second, memory and energy, end to end and by stage, against named peers where they are installed.',
  );
  for (const option of [...speedOptions(), ...benchOptions()]) command.addOption(option);
  return addExamples(command, [
    { command: 'havc bench speed --quick', does: 'a first impression in a few minutes' },
    { command: 'havc bench speed --presets medium,slow --made-weights', does: 'how fast they would be here' },
    { command: 'havc bench speed --film film.mkv --devices cpu,webgpu', does: 'one film on two devices' },
  ]).action(({ only, film, sizes, devices, precisions, madeWeights, ...flags }: SpeedFlags & BenchFlags) =>
    runBench({ speed: { only, film, sizes, devices, precisions, madeWeights } }, flags, context),
  );
}

function reportCommand(context: CommandContext): Command {
  const command = new Command('report')
    .description('Writes report.html and report.md anew from a results.json.')
    .argument('<results>', 'a results.json, with its thumbnails beside it')
    .requiredOption('-o, --output <folder>', 'where to write');
  for (const option of [...overwriteOptions(), debugOption()]) command.addOption(option);
  return command.action(async (results: string, { output, overwrite }: { output: string; overwrite?: boolean }) => {
    const { renderAgain } = await import('../bench/render-again.ts');
    await renderAgain({ results, output, overwrite }, context);
  });
}

function compareCommand(context: CommandContext): Command {
  const command = new Command('compare')
    .description('Says what got faster, slower, better or worse between two runs, and what is within the noise.')
    .argument('<before>', 'a results.json')
    .argument('<after>', 'another')
    .option('--json', 'for programs')
    .option('--markdown', 'for a repository')
    .option('--fail-on-loss', 'exit with 1 where something got worse or slower beyond the noise');
  command.addOption(debugOption());
  return addExamples(command, [
    { command: 'havc bench compare main/results.json branch/results.json --fail-on-loss', does: 'guards a branch' },
  ]).action(async (before: string, after: string, how: CompareFlags) => {
    const { compareRuns } = await import('../bench/compare-runs.ts');
    await compareRuns({ before, after, ...how }, context);
  });
}

interface CompareFlags {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly failOnLoss?: boolean;
}

async function runBench(parts: BenchParts, flags: BenchFlags, context: CommandContext): Promise<void> {
  const { createReporter } = await import('../progress/create-reporter.ts');
  const { progress, quiet = false, ...how } = flags;
  const reporter = await createReporter(context.streams.stderr, {
    mode: progress === 'bar' ? 'lines' : progress,
    quiet,
  });
  context.reportFailuresWith(reporter);
  const { bench } = await import('../bench/bench.ts');
  await bench({ parts, ...how }, { streams: context.streams, signal: context.signal, reporter });
}
