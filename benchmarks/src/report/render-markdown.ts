import type { BenchResults } from '../results/bench-results.ts';
import type { ColorResults } from '../results/color-results.ts';
import type { SpeedResults } from '../results/speed-results.ts';
import type { StabilityResults } from '../results/stability-results.ts';
import { formatCount, formatFixed } from './page/format.ts';
import { findings, grayWarning } from './sections/findings.ts';
import { mergeSentences } from './sections/merge-sentences.ts';
import { notesOf } from './sections/notes.ts';
import { provenance } from './sections/provenance.ts';
import { present } from './sections/section.ts';
import { methodsTable, partsTable } from './tables/color-tables.ts';
import { mergesTable } from './tables/merges-table.ts';
import type { ReportTable } from './tables/report-table.ts';
import { reproductionTable } from './tables/reproduction-tables.ts';
import { rooflinesTable, stagesTable, targetsTable, throughputTable } from './tables/speed-tables.ts';
import { stabilityTable } from './tables/stability-table.ts';
import { codeMarkdown, escapeMarkdown, tableMarkdown } from './tables/table-markdown.ts';

/** Merges that are listed: those behind them are in `results.json`. */
const MOST_MERGES = 20;

/** The report's tables as Markdown for a repository, without pictures and plots. */
export function renderMarkdown(results: BenchResults): string {
  const { command, color, stability, speed } = results;
  const blocks = present<string>([
    '# havc benchmark',
    codeMarkdown(command),
    provenance(results)
      .map(([name, value]) => `${escapeMarkdown(name)}: ${escapeMarkdown(value)}`)
      .join(' · '),
    findings(results)
      .map((finding) => `- ${escapeMarkdown(`${finding.topic}: ${finding.value}, ${finding.meaning}`)}`)
      .join('\n') || undefined,
    ...(color ? colorBlocks(color) : []),
    ...(stability ? stabilityBlocks(stability) : []),
    ...(speed ? speedBlocks(speed) : []),
  ]);
  return `${blocks.join('\n\n')}\n`;
}

function colorBlocks(color: ColorResults): readonly (string | undefined)[] {
  const { reproduction, merges, methods, testSet } = color;
  const warning = grayWarning(color);
  const listed = mergesTable(merges);
  return [
    '## Colour',
    `${formatCount(testSet.pictures.length, 'picture')} of ${escapeMarkdown(testSet.name)} (${escapeMarkdown(testSet.source)}).`,
    warning === undefined ? undefined : `> ${escapeMarkdown(warning)}`,
    notesMarkdown(testSet.notes ?? []),
    ...(methods.length > 0
      ? [methodsTable(color), partsTable(color, 'lumaBands'), partsTable(color, 'hueSectors')].map(tableMarkdown)
      : []),
    notesMarkdown(notesOf(methods)),
    ...(merges.length > 0
      ? [
          notesMarkdown(mergeSentences(merges)),
          tableMarkdown({ ...listed, rows: listed.rows.slice(0, MOST_MERGES) }),
          listed.rows.length > MOST_MERGES
            ? `The ${MOST_MERGES} nearest to the truth of ${listed.rows.length}; all are in results.json.`
            : undefined,
        ]
      : []),
    ...(reproduction
      ? [
          '### Published numbers, measured again',
          `${escapeMarkdown(reproduction.source)}: ${formatCount(reproduction.cells, 'cell')}, mean absolute difference ` +
            `${formatFixed(reproduction.meanAbsoluteDifference, 3)}, largest ${formatFixed(reproduction.largestDifference, 2)} ` +
            `at ${escapeMarkdown(reproduction.largestAt)}, largest of a column’s mean ` +
            `${formatFixed(reproduction.largestColumnDifference, 3)}: ${reproduction.isMet ? 'within' : '**outside**'} the limits.`,
          ...reproduction.tables.map((table) => tableMarkdown(reproductionTable(table, reproduction.limits))),
        ]
      : []),
  ];
}

function stabilityBlocks({ films }: StabilityResults): readonly (string | undefined)[] {
  return [
    '## Stability',
    ...films.flatMap((film) => [
      `### ${escapeMarkdown(film.film)}`,
      `${formatCount(film.frames, 'frame')}, ${film.width} × ${film.height}, ${formatCount(film.shots.length, 'shot')}.`,
      tableMarkdown(stabilityTable(film)),
      notesMarkdown(notesOf(film.methods)),
    ]),
  ];
}

function speedBlocks({ throughput, rooflines, rows, notMeasured = [] }: SpeedResults): readonly (string | undefined)[] {
  const staged = throughput.filter(({ stages }) => stages.length > 0);
  const tables: readonly (ReportTable | false)[] = [
    throughput.length > 0 && throughputTable(throughput),
    staged.length > 0 && stagesTable(staged),
    rooflines.length > 0 && rooflinesTable(rooflines),
    rows.length > 0 && targetsTable(rows),
  ];
  return [
    '## Speed',
    ...present<ReportTable>(tables).map(tableMarkdown),
    notesMarkdown(notesOf(throughput)),
    notesMarkdown(notMeasured.map(({ what, why }) => `Not measured: ${what}: ${why}`)),
  ];
}

function notesMarkdown(notes: readonly string[]): string | undefined {
  return notes.length > 0 ? notes.map((note) => `- ${escapeMarkdown(note)}`).join('\n') : undefined;
}
