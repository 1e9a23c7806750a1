// `npm run bench`: measures, and prints a table. Numbers for people to judge, not tests: a missed target is no failure.

import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HavcError } from '@havc/core';
import { Command, Option } from 'commander';
import { describeEnvironment } from './machine/environment.ts';
import { FULL_SCALE, QUICK_SCALE, type Row } from './speed/benchmark.ts';
import { BENCHMARKS } from './speed/benchmarks.ts';
import { createFilmMaker } from './speed/pipeline/films.ts';
import { environmentLines, jsonLines, tableLines } from './speed/rows-table.ts';

interface BenchOptions {
  readonly only?: readonly string[];
  readonly quick?: boolean;
  readonly json?: string;
}

const command = new Command('bench')
  .description('Measures havc against named peers.')
  .addOption(new Option('--only <names...>', 'only these').choices(BENCHMARKS.map(({ name }) => name)))
  .option('--quick', 'shorter films and single runs: a first impression')
  .option('--json <file>', 'write one JSON object a row to this file as well')
  .addHelpText('after', `\nBenchmarks:\n${BENCHMARKS.map(({ name, summary }) => `  ${name}: ${summary}`).join('\n')}`)
  .action(run);
await command.parseAsync();

async function run({ only, quick, json }: BenchOptions): Promise<void> {
  const scale = quick ? QUICK_SCALE : FULL_SCALE;
  const photographs = fileURLToPath(new URL('../../media', import.meta.url));
  const havcProgram = fileURLToPath(new URL('../../packages/cli/bin/havc.js', import.meta.url));
  const environment = await describeEnvironment();
  for (const line of environmentLines(environment)) console.log(line);
  const rows: Row[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'havc-bench-'));
  // Films at 1080p are too large to be left behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(130);
    });
  }
  try {
    const films = createFilmMaker({ folder, photographs, width: scale.width, height: scale.height });
    for (const benchmark of BENCHMARKS) {
      if (only && !only.includes(benchmark.name)) continue;
      console.error(`${benchmark.name}: ${benchmark.summary}`);
      const say = (text: string) => console.error(`  ${text}`);
      try {
        rows.push(...(await benchmark.run({ scale, films, folder, havcProgram, say })));
      } catch (error) {
        // The others can still be measured.
        if (!HavcError.is(error)) throw error;
        console.error(`  not measured: ${error.message}`);
        process.exitCode = 1;
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  for (const line of tableLines(rows)) console.log(line);
  console.log(`Load after the run: ${loadavg()[0]?.toFixed(2)}. Other work on the machine makes all times longer.`);
  if (json !== undefined) await writeFile(json, `${jsonLines(rows, environment).join('\n')}\n`);
}
