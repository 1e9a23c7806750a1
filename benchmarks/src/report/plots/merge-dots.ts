import * as Plot from '@observablehq/plot';
import type { MergeScore } from '../../results/color-results.ts';
import { formatDifference, formatSigned, isNumber } from '../page/format.ts';
import { themeColor } from '../page/theme.ts';
import type { PlotFigure } from './plot-figure.ts';
import { rowLabels } from './row-labels.ts';

const ROW = 24;

/** A row a merge method: a dot for each pair and options, by its difference from the half-and-half merge of the pair. */
export function mergeDots(merges: readonly MergeScore[]): PlotFigure {
  const compared = merges.flatMap((merge) =>
    merge.againstSimple && isNumber(merge.againstSimple.mean) ? [{ ...merge, difference: merge.againstSimple }] : [],
  );
  const means = [...new Set(compared.map(({ method }) => method))]
    .map((method) => {
      const rows = compared.filter((merge) => merge.method === method);
      return { method, mean: rows.reduce((sum, { difference }) => sum + difference.mean, 0) / rows.length };
    })
    .sort((a, b) => a.mean - b.mean);
  const methods = means.map(({ method }) => method);
  const dots = compared.map(({ first, second, method, options, difference }) => ({
    ...{ method, mean: difference.mean },
    color: themeColor(difference.isWithinNoise ? 'gray' : difference.mean < 0 ? 'blue' : 'orange'),
    title: `${first} + ${second}, ${method}, ${options}: ${formatDifference(difference)}`,
  }));
  return {
    name: 'merges',
    title: 'Merges against half and half.',
    reading:
      'A dot is one pair with one set of options: its mean CIEDE2000 less that of the simple merge, half of each, of the ' +
      'same pair. Left of the line is nearer to the truth. The bar and the number are the mean over the dots.',
    legend: [
      { label: 'nearer to the truth', color: themeColor('blue') },
      { label: 'farther from it', color: themeColor('orange') },
      { label: 'within the noise: no order', color: themeColor('gray') },
    ],
    draw: (width) => {
      const { margin, labelOf } = rowLabels(new Map(methods.map((method) => [method, method])), width);
      return {
        height: methods.length * ROW + 46,
        ...{ marginLeft: margin, marginRight: 50, marginTop: 4, marginBottom: 42 },
        x: { label: 'difference in mean CIEDE2000 →', zero: true, nice: true, labelAnchor: 'right' },
        y: { domain: methods, label: null, tickFormat: labelOf, tickSize: 0 },
        marks: [
          Plot.ruleY(methods, { stroke: themeColor('line') }),
          Plot.ruleX([0], { stroke: themeColor('ink') }),
          Plot.dot(dots, { x: 'mean', y: 'method', r: 3.5, fill: 'color', fillOpacity: 0.6, title: 'title' }),
          Plot.tickX(means, { x: 'mean', y: 'method', stroke: themeColor('ink'), strokeWidth: 2.5, inset: 4 }),
          Plot.text(means, {
            ...{ y: 'method', text: ({ mean }: { mean: number }) => formatSigned(mean, 2), frameAnchor: 'right' },
            ...{ textAnchor: 'end', dx: 48, fill: themeColor('ink') },
          }),
        ],
      };
    },
  };
}
