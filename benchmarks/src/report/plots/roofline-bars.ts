import * as Plot from '@observablehq/plot';
import type { Roofline } from '../../results/speed-results.ts';
import { formatPercent, formatSignificant, isNumber } from '../page/format.ts';
import { themeColor } from '../page/theme.ts';
import type { PlotFigure } from './plot-figure.ts';
import { rowLabels } from './row-labels.ts';

const ROW = 26;

/** A row a model: a dot at what it reaches, a bar at the roof, and the share of it. */
export function rooflineBars(rooflines: readonly Roofline[]): PlotFigure {
  const labels = new Map(
    rooflines.map(({ model, inputSize, device, precision }, index) => [
      String(index),
      `${model} · ${inputSize} px · ${device} ${precision}`,
    ]),
  );
  const rows = rooflines
    .map((line, index) => ({ ...line, row: String(index), roof: roofOf(line) }))
    .filter(({ gigaflopPerSecond, roof }) => isNumber(gigaflopPerSecond) && isNumber(roof))
    .map((line) => ({
      ...line,
      text: formatPercent(line.gigaflopPerSecond / line.roof),
      title: `${labels.get(line.row)}: ${formatSignificant(line.gigaflopPerSecond)} of ${formatSignificant(line.roof)} Gflop/s`,
    }));
  return {
    name: 'rooflines',
    title: 'Reached and possible.',
    reading:
      'The dot is what a model reaches, the bar the roof: the peak that was measured on this machine in the same run, or ' +
      'what its memory lets through where that is less. The number is the share of the roof; nearer to it is better.',
    draw: (width) => {
      const { margin, labelOf } = rowLabels(labels, width);
      return {
        height: rooflines.length * ROW + 46,
        ...{ marginLeft: margin, marginRight: 46, marginTop: 4, marginBottom: 42 },
        x: { label: 'Gflop a second →', zero: true, nice: true, labelAnchor: 'right', ticks: width < 500 ? 4 : 8 },
        y: { domain: [...labels.keys()], label: null, tickFormat: labelOf, tickSize: 0 },
        marks: [
          Plot.ruleY([...labels.keys()], { stroke: themeColor('line') }),
          Plot.ruleY(rows, { y: 'row', x1: 0, x2: 'gigaflopPerSecond', stroke: themeColor('blue'), strokeWidth: 2 }),
          Plot.dot(rows, { x: 'gigaflopPerSecond', y: 'row', r: 5, fill: themeColor('blue'), title: 'title' }),
          Plot.tickX(rows, {
            x: 'roof',
            y: 'row',
            stroke: themeColor('ink'),
            strokeWidth: 2.5,
            inset: 3,
            title: 'title',
          }),
          Plot.text(rows, {
            ...{ y: 'row', text: 'text', frameAnchor: 'right', textAnchor: 'end', dx: 44, fill: themeColor('ink') },
          }),
        ],
      };
    },
  };
}

/** What the machine allows this model: its peak, or what its memory lets through where that is less. */
export function roofOf({ peakGigaflopPerSecond, roofGigaflopPerSecond }: Roofline): number {
  return roofGigaflopPerSecond ?? peakGigaflopPerSecond;
}
