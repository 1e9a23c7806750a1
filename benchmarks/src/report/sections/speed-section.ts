import type { BenchResults } from '../../results/bench-results.ts';
import type { SpeedResults, Throughput } from '../../results/speed-results.ts';
import { html } from '../page/html.ts';
import { plotHtml } from '../plots/plot-figure.ts';
import { rooflineBars } from '../plots/roofline-bars.ts';
import { stageBars } from '../plots/stage-bars.ts';
import { fastestFirst, rooflinesTable, stagesTable, targetsTable, throughputTable } from '../tables/speed-tables.ts';
import { tableHtml } from '../tables/table-html.ts';
import { notesHtml, notesOf } from './notes.ts';
import { provenanceLine } from './provenance.ts';
import { present, type Section, type SectionPart } from './section.ts';

/** Bars that differ by more are drawn as shares too: a bar of a twentieth has stages that nobody sees. */
const VISIBLE_RATIO = 20;

/** How fast films are coloured. */
export function speedSection(results: BenchResults): Section | undefined {
  const { speed } = results;
  if (!speed) return undefined;
  const parts = present<SectionPart>([
    speed.throughput.length > 0 && throughputPart(speed),
    speed.rooflines.length > 0 && rooflinesPart(speed),
    speed.rows.length > 0 && {
      ...{ id: 'targets', title: 'Targets' },
      content: tableHtml(targetsTable(speed.rows)),
    },
    absentPart(speed),
  ]);
  if (parts.length === 0) return undefined;
  return {
    ...{ id: 'speed', title: 'Speed', parts },
    content: html`
<p class="lead">How fast films are coloured on this machine, end to end and by stage. Other work on the machine makes all
times longer: see its load.</p>
${provenanceLine(results)}
${parts.map((part) => html`<section id="${part.id}"><h3>${part.title}</h3>${part.content}</section>`)}`,
  };
}

function throughputPart({ throughput }: SpeedResults): SectionPart {
  const staged = fastestFirst(throughput).filter(({ stages }) => stages.length > 0);
  const sums = staged.map(sumOf).filter((sum) => sum > 0);
  const isWide = sums.length > 1 && Math.max(...sums) > VISIBLE_RATIO * Math.min(...sums);
  return {
    id: 'throughput',
    title: 'Throughput',
    content: html`
${tableHtml(throughputTable(throughput))}
${notesHtml(notesOf(throughput))}
${
  staged.length > 0 &&
  html`${plotHtml(stageBars(staged, 'milliseconds'))}
${isWide && plotHtml(stageBars(staged, 'share'))}
${tableHtml(stagesTable(staged))}`
}`,
  };
}

function sumOf({ stages }: Throughput): number {
  return stages.reduce((sum, { secondsPerFrame }) => sum + secondsPerFrame, 0);
}

function rooflinesPart({ rooflines }: SpeedResults): SectionPart {
  return {
    id: 'rooflines',
    title: 'Rooflines',
    content: html`${plotHtml(rooflineBars(rooflines))}${tableHtml(rooflinesTable(rooflines))}`,
  };
}

function absentPart({ notMeasured = [], energy }: SpeedResults): SectionPart | undefined {
  const lines = [...notMeasured.map(({ what, why }) => `${what}: ${why}`), ...(energy?.notes ?? [])];
  const sources = energy?.sources ?? [];
  if (lines.length === 0 && sources.length === 0) return undefined;
  return {
    id: 'absent',
    title: lines.length > 0 ? 'Not measured' : 'Energy',
    content: html`${sources.length > 0 && html`<p>Energy is read from ${sources.join(', ')}.</p>`}${notesHtml(lines)}`,
  };
}
