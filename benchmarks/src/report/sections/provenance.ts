import type { BenchResults } from '../../results/bench-results.ts';
import { formatDuration, formatFixed } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';

/** What all numbers of a run depend on, a line each: name and value. */
export function provenance({ havc, environment, seconds }: BenchResults): readonly (readonly [string, string])[] {
  const { date, machine, cores, memoryGigabytes, system, node, ffmpeg, onnxruntime, load } = environment;
  return [
    [
      'date',
      String(date)
        .replace('T', ' ')
        .replace(/\.\d+Z$/, ' UTC'),
    ],
    ['machine', String(machine)],
    ['cores', formatFixed(cores, 0)],
    ['memory', `${formatFixed(memoryGigabytes, 0)} GB`],
    ['system', String(system)],
    ['load before the run', formatFixed(load, 2)],
    ['havc', String(havc)],
    ['Node', String(node)],
    ['ffmpeg', String(ffmpeg)],
    ['onnxruntime', String(onnxruntime)],
    ['the run took', formatDuration(seconds)],
  ];
}

/** The same in one line, so that a page of it alone still says where its numbers come from. */
export function provenanceLine({ command, havc, environment }: BenchResults): Html {
  const { machine, cores, onnxruntime, ffmpeg, load, date } = environment;
  return html`<p class="source"><code>${command}</code> · havc ${havc} · ${machine}, ${formatFixed(cores, 0)} cores, load
${formatFixed(load, 2)} · onnxruntime ${onnxruntime} · ffmpeg ${ffmpeg} · ${String(date).slice(0, 10)}</p>`;
}
