import * as Plot from '@observablehq/plot';
import type { PairedDifference } from '../../results/color-results.ts';
import { confidenceReach } from '../../statistics/paired-difference.ts';
import { formatDifference, isNumber } from '../page/format.ts';
import { themeColor } from '../page/theme.ts';
import type { PlotFigure } from './plot-figure.ts';
import { rowLabels } from './row-labels.ts';

/** A row of the plot. */
export interface DifferenceRow {
  readonly id: string;
  readonly label: string;
  readonly difference: PairedDifference;
}

const ROW = 22;

/**
 * A row a difference: its mean with its 95 % interval, muted where it can't be told from nothing.
 *
 * @param name - of the plot within the page.
 * @param against - what all of them are compared with, as people read it.
 */
export function pairedDifferences(
  name: string,
  rows: readonly DifferenceRow[],
  against: { readonly title: string; readonly reading: string },
): PlotFigure {
  const ids = rows.map(({ id }) => id);
  const labels = new Map(rows.map(({ id, label }) => [id, label]));
  const data = rows
    .filter(({ difference }) => isNumber(difference.mean))
    .map(({ id, label, difference }) => ({
      id,
      label,
      difference,
      ...difference,
      reach: confidenceReach(difference) ?? 0,
    }))
    .map(({ id, label, difference, mean, reach, isWithinNoise }) => ({
      ...{ id, mean, text: formatDifference(difference) },
      from: mean - reach,
      to: mean + reach,
      color: themeColor(isWithinNoise ? 'gray' : mean < 0 ? 'blue' : 'orange'),
      textColor: themeColor(isWithinNoise ? 'faint' : 'ink'),
      title: `${label}: ${formatDifference(difference)}${isWithinNoise ? ', within the noise' : ''}`,
    }));
  return {
    name,
    title: against.title,
    reading: against.reading,
    legend: [
      { label: 'nearer to the truth', color: themeColor('blue') },
      { label: 'farther from it', color: themeColor('orange') },
      { label: 'within the noise: no order', color: themeColor('gray') },
    ],
    draw: (width) => {
      const { margin, labelOf } = rowLabels(labels, width);
      return {
        height: rows.length * ROW + 46,
        ...{ marginLeft: margin, marginRight: 96, marginTop: 4, marginBottom: 42 },
        x: { label: 'difference in mean CIEDE2000 →', zero: true, nice: true, labelAnchor: 'right' },
        y: { domain: ids, label: null, tickFormat: labelOf, tickSize: 0 },
        marks: [
          Plot.ruleY(ids, { stroke: themeColor('line') }),
          Plot.ruleX([0], { stroke: themeColor('ink') }),
          Plot.ruleY(data, { y: 'id', x1: 'from', x2: 'to', stroke: 'color', strokeWidth: 3, title: 'title' }),
          Plot.dot(data, { x: 'mean', y: 'id', r: 4.5, fill: 'color', title: 'title' }),
          Plot.text(data, {
            ...{ y: 'id', text: 'text', frameAnchor: 'right', textAnchor: 'end', dx: 94, fill: 'textColor' },
          }),
        ],
      };
    },
  };
}
