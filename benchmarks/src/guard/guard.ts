// `npm run bench:guard`: fails where something got worse beyond its margin. 0: nothing lost; 1: something is; 2: it
// couldn't be measured, or was called wrongly.

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { HavcError } from '@havc/core';
import { Command } from 'commander';
import { ownPhotographs } from '../photographs.ts';
import { guardGroups } from './guard-groups.ts';
import { guardLines } from './guard-lines.ts';
import { runGuard } from './run-guard.ts';

interface GuardArguments {
  readonly baseline: string;
  readonly update?: boolean;
  readonly json?: string;
}

const command = new Command('bench:guard')
  .description('Compares ratios that hardly depend on the machine, and colours, with baseline.json.')
  // From dist; in src it would be one further up.
  .option('--baseline <file>', 'the baseline', fileURLToPath(new URL('../baseline.json', import.meta.url)))
  .option('--update', 'measure three times, and write a new baseline')
  .option('--json <file>', 'write what was found to this file as well')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(guard);
await command.parseAsync();

async function guard({ baseline, update = false, json }: GuardArguments): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const say = (text: string) => console.error(`  ${text}`);
  try {
    const options = { baseline, update, photographs: ownPhotographs(), say, signal: stop.signal };
    const report = await runGuard(options, guardGroups());
    for (const line of guardLines(report)) console.log(line);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
    process.exitCode = report.isPassed ? 0 : 1;
  } catch (error) {
    if (!HavcError.is(error)) throw error;
    console.error(error.message);
    process.exitCode = error.code === 'ABORTED' ? 130 : 2;
  }
}
