import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderMarkdown, runBench } from '@havc/benchmarks';
import type { ColorizeContext } from '../colorize/colorize-request.ts';
import { openStore } from '../models/open-store.ts';
import { settleOverwrite } from '../overwrite.ts';
import { formatDuration } from '../progress/format.ts';
import { cliVersion } from '../version.ts';
import type { BenchRequest } from './bench-request.ts';
import { commandLine } from './command-line.ts';

/**
 * Measures what is asked for, writes the report, and prints its tables, or with `json` its results.
 *
 * @throws HavcError as the measurements do; `OUTPUT_EXISTS` where a report is there and may not be replaced.
 */
export async function bench(request: BenchRequest, { streams, signal, reporter }: ColorizeContext): Promise<void> {
  const { parts, output, quick = false, json, models, presets, recipes, device, precision } = request;
  const overwrite = request.overwrite;
  await settleOverwrite(join(output, 'results.json'), [], {
    ...{ streams, signal, reporter, overwrite, otherwise: '-o for another folder' },
  });
  const say = (message: string) => reporter.tell({ event: 'decision-made', subject: 'benchmark', message });
  const store = await openStore();
  const { results, files } = await runBench({
    ...{ parts, output, quick, store, say, signal },
    command: commandLine(request),
    methods: { models, presets, recipes },
    models: { device, store, signal, ...(precision && { precision }) },
    havc: { version: cliVersion(), program: fileURLToPath(new URL('../bin/havc.js', import.meta.url)) },
  });
  reporter.close();
  streams.stdout.write(json ? `${JSON.stringify(results, null, 2)}\n` : renderMarkdown(results));
  say(`Wrote ${files.html} in ${formatDuration(results.seconds)}: open it in a browser.`);
}
