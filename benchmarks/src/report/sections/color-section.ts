import type { BenchResults } from '../../results/bench-results.ts';
import type { ColorResults, Reproduction } from '../../results/color-results.ts';
import { byDeltaE, differenceOf, nearestToTruth } from '../method-order.ts';
import { formatCount, formatFixed } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { colorScatter } from '../plots/color-scatter.ts';
import { deltaEDots } from '../plots/delta-e-dots.ts';
import { mergeDots } from '../plots/merge-dots.ts';
import { type DifferenceRow, pairedDifferences } from '../plots/paired-differences.ts';
import { plotHtml } from '../plots/plot-figure.ts';
import { methodsTable, partsTable, picturesTable } from '../tables/color-tables.ts';
import { mergesTable } from '../tables/merges-table.ts';
import { reproductionTable } from '../tables/reproduction-tables.ts';
import { tableHtml } from '../tables/table-html.ts';
import { grayWarning } from './findings.ts';
import { mergeSentences } from './merge-sentences.ts';
import { notesHtml, notesOf } from './notes.ts';
import { provenanceLine } from './provenance.ts';
import { present, type Section, type SectionPart } from './section.ts';

/** Pictures that still fit beside each other as the columns of a table. */
const MOST_COLUMNS = 24;

/** Merges that are listed: more would take the room of pictures. */
const MOST_MERGES = 500;

/** How near colours come to the truth. */
export function colorSection(results: BenchResults, sheets: SectionPart | undefined): Section | undefined {
  const { color } = results;
  if (!color) return undefined;
  const warning = grayWarning(color);
  const { name, source, pictures, notes = [] } = color.testSet;
  const parts = present<SectionPart>([
    color.reproduction && reproductionPart(color.reproduction),
    byDeltaE(color.methods).length > 0 && methodsPart(color),
    byDeltaE(color.methods).length > 0 && placesPart(color),
    color.merges.length > 0 && mergesPart(color),
    sheets,
  ]);
  return {
    ...{ id: 'color', title: 'Colour', parts },
    content: html`
<p class="lead">How near colours come to the truth: ${formatCount(pictures.length, 'picture')} of ${name} (${source}),
as mean CIEDE2000 over all pixels, D65.</p>
${warning !== undefined && html`<p class="say">${warning}</p>`}
${notesHtml(notes)}
${provenanceLine(results)}
${parts.map((part) => html`<section id="${part.id}"><h3>${part.title}</h3>${part.content}</section>`)}`,
  };
}

function methodsPart(color: ColorResults): SectionPart {
  return {
    id: 'methods',
    title: 'Methods',
    content: html`
${tableHtml(methodsTable(color))}
${notesHtml(notesOf(color.methods))}
${plotHtml(deltaEDots(color))}
${differencesPlot(color)}
${plotHtml(colorScatter(color))}`,
  };
}

function differencesPlot(color: ColorResults): Html | undefined {
  const best = nearestToTruth(color.methods);
  const rows = byDeltaE(color.methods).flatMap(({ id, label }): DifferenceRow[] => {
    const difference = best && differenceOf(color.differences, id, best.id);
    return difference ? [{ id, label, difference }] : [];
  });
  if (!best || rows.length === 0) return undefined;
  return plotHtml(
    pairedDifferences('differences', rows, {
      title: `Differences from ${best.label}.`,
      reading:
        'Mean of the differences by picture, with the reach of 95 % certainty on either side. Where chance alone would give as ' +
        'much in one case of twenty, a difference is gray, and no order may be read from it.',
    }),
  );
}

function placesPart(color: ColorResults): SectionPart {
  const { length: pictures } = color.testSet.pictures;
  return {
    id: 'places',
    title: 'Where it goes wrong',
    content: html`
${tableHtml(partsTable(color, 'lumaBands'))}
${tableHtml(partsTable(color, 'hueSectors'))}
${pictures > 1 && pictures <= MOST_COLUMNS && tableHtml(picturesTable(color))}`,
  };
}

function mergesPart({ merges }: ColorResults): SectionPart {
  const { rows, ...table } = mergesTable(merges);
  return {
    id: 'merges',
    title: 'Merges',
    content: html`
${notesHtml(mergeSentences(merges))}
${merges.some(({ againstSimple }) => againstSimple) && plotHtml(mergeDots(merges))}
${tableHtml({ ...table, rows: rows.slice(0, MOST_MERGES) })}
${
  rows.length > MOST_MERGES &&
  html`<p>These are the ${MOST_MERGES} nearest to the truth of ${formatCount(rows.length, 'merge')}; all are in results.json.</p>`
}`,
  };
}

function reproductionPart(reproduction: Reproduction): SectionPart {
  const { source, tables, cells, meanAbsoluteDifference, largestDifference, largestAt, largestColumnDifference } =
    reproduction;
  const { limits, isMet } = reproduction;
  return {
    id: 'reproduction',
    title: 'Published numbers, measured again',
    content: html`
<p>${source}. <b class="${isMet ? 'good' : 'bad'}">${
      isMet ? 'The metric gives what was published.' : 'The metric does not give what was published.'
    }</b>
Over ${formatCount(cells, 'cell')} the mean absolute difference is ${formatFixed(meanAbsoluteDifference, 3)} (at most
${formatFixed(limits.mean, 2)}), the largest ${formatFixed(largestDifference, 2)} at ${largestAt} (at most
${formatFixed(limits.cell, 2)}), and no column’s mean is off by more than ${formatFixed(largestColumnDifference, 3)} (at most
${formatFixed(limits.column, 2)}).</p>
${tables.map((table) => tableHtml(reproductionTable(table, limits)))}`,
  };
}
