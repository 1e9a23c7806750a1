import * as Plot from '@observablehq/plot';
import type { ColorResults, PictureScores } from '../../results/color-results.ts';
import { byDeltaE, kindColor, kindsOf } from '../method-order.ts';
import { formatFixed, isNumber } from '../page/format.ts';
import { themeColor } from '../page/theme.ts';
import type { PlotFigure } from './plot-figure.ts';
import { rowLabels } from './row-labels.ts';

const ROW = 22;
/** Dots of the whole plot: of more pictures, some are drawn. */
const MOST_DOTS = 2500;

/** A row a method: a dot a picture, a bar at the mean; the nearest to the truth on top. */
export function deltaEDots({ methods }: ColorResults): PlotFigure {
  const rows = byDeltaE(methods);
  const ids = rows.map(({ id }) => id);
  const labels = new Map(rows.map(({ id, label }) => [id, label]));
  const most = Math.max(20, Math.floor(MOST_DOTS / Math.max(1, rows.length)));
  const isThinned = rows.some(({ pictures }) => pictures.length > most);
  const dots = rows.flatMap(({ id, label, kind, pictures }) =>
    someOf(pictures, most).map(({ picture, scores }) => ({
      ...{ id, deltaE: scores.deltaE, color: themeColor(kindColor(kind)) },
      title: `${label}, ${picture}: ${formatFixed(scores.deltaE, 2)}`,
    })),
  );
  const means = rows
    .filter(({ mean }) => isNumber(mean.deltaE))
    .map(({ id, label, mean }) => ({
      id,
      deltaE: mean.deltaE,
      title: `${label}, mean: ${formatFixed(mean.deltaE, 2)}`,
    }));
  const gray = rows.find(({ kind }) => kind === 'gray')?.mean.deltaE;
  return {
    name: 'delta-e',
    title: 'Distance from the truth, by picture.',
    reading:
      'A dot is the mean CIEDE2000 of one picture, the bar and the number are the mean over all pictures. ' +
      'Further left is nearer to the truth. The dashed line is what a gray picture scores.' +
      (isThinned ? ` Of more pictures than ${most}, as many are drawn, evenly from the least to the most.` : ''),
    legend: kindsOf(rows).map((kind) => ({ label: kind, color: themeColor(kindColor(kind)) })),
    draw: (width) => {
      const { margin, labelOf } = rowLabels(labels, width);
      return {
        height: rows.length * ROW + 46,
        ...{ marginLeft: margin, marginRight: 44, marginTop: 4, marginBottom: 42 },
        x: { label: 'mean CIEDE2000 →', zero: true, nice: true, grid: false, labelAnchor: 'right' },
        y: { domain: ids, label: null, tickFormat: labelOf, tickSize: 0 },
        marks: [
          Plot.ruleY(ids, { stroke: themeColor('line') }),
          Plot.ruleX(isNumber(gray) ? [gray] : [], { stroke: themeColor('gray'), strokeDasharray: '3,3' }),
          Plot.dot(dots, { x: 'deltaE', y: 'id', r: 3, fill: 'color', fillOpacity: 0.55, title: 'title' }),
          Plot.tickX(means, {
            x: 'deltaE',
            y: 'id',
            stroke: themeColor('ink'),
            strokeWidth: 2.5,
            inset: 3,
            title: 'title',
          }),
          Plot.text(means, {
            ...{ y: 'id', text: ({ deltaE }: { deltaE: number }) => formatFixed(deltaE, 2), frameAnchor: 'right' },
            ...{ textAnchor: 'end', dx: 42, fill: themeColor('ink') },
          }),
        ],
      };
    },
  };
}

/** The least, the most, and evenly many between. */
function someOf(pictures: readonly PictureScores[], most: number): readonly PictureScores[] {
  const known = pictures.filter(({ scores }) => isNumber(scores.deltaE));
  if (known.length <= most) return known;
  const sorted = [...known].sort((a, b) => a.scores.deltaE - b.scores.deltaE);
  return Array.from({ length: most }, (_, index) => sorted[Math.round((index * (sorted.length - 1)) / (most - 1))]!);
}
