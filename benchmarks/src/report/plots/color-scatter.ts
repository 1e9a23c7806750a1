import * as Plot from '@observablehq/plot';
import type { ColorResults } from '../../results/color-results.ts';
import { byDeltaE, kindColor, kindsOf } from '../method-order.ts';
import { formatFixed, isNumber, shorten } from '../page/format.ts';
import { themeColor } from '../page/theme.ts';
import { placeLabels } from './place-labels.ts';
import type { PlotFigure } from './plot-figure.ts';
import { CHARACTER_WIDTH } from './row-labels.ts';

const MARGIN = { left: 48, right: 18, top: 26, bottom: 44 };

/** A point a method: how near it comes, against how colourful it is; the truth's own colourfulness as a line. */
export function colorScatter({ methods }: ColorResults): PlotFigure {
  const points = byDeltaE(methods)
    .filter(({ mean }) => isNumber(mean.deltaE) && isNumber(mean.colorfulness))
    .map(({ label, kind, mean }) => ({
      ...{ label, x: mean.colorfulness, y: mean.deltaE, color: themeColor(kindColor(kind)) },
      title: `${label}: CIEDE2000 ${formatFixed(mean.deltaE, 2)}, colourfulness ${formatFixed(mean.colorfulness, 1)}`,
    }));
  const truth = methods.find(({ kind }) => kind === 'truth')?.mean.colorfulness;
  const xs = [0, ...points.map(({ x }) => x), ...(isNumber(truth) ? [truth] : [])];
  const xDomain = [0, Math.max(1, ...xs) * 1.06] as const;
  const yDomain = widened(points.map(({ y }) => y));
  return {
    name: 'scatter',
    title: 'Distance against colourfulness.',
    reading:
      'Down is nearer to the truth, right is more colourful (Hasler and Süsstrunk). Best is low and at the line, which is ' +
      "the truth's own colourfulness: a method far left of it is near to the truth by being pale.",
    legend: kindsOf(byDeltaE(methods)).map((kind) => ({ label: kind, color: themeColor(kindColor(kind)) })),
    draw: (width) => {
      const height = width < 500 ? 320 : 420;
      const inner = { left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: height - MARGIN.bottom };
      const toX = (x: number) =>
        inner.left + ((x - xDomain[0]) / (xDomain[1] - xDomain[0])) * (inner.right - inner.left);
      const toY = (y: number) =>
        inner.bottom - ((y - yDomain[0]) / (yDomain[1] - yDomain[0])) * (inner.bottom - inner.top);
      const names = points.map(({ label }) => shorten(label, width < 500 ? 16 : 28));
      const placed = placeLabels(
        points.map(({ x, y }, index) => ({ x: toX(x), y: toY(y), width: [...names[index]!].length * CHARACTER_WIDTH })),
        inner,
      ).map(({ index, x, y, anchor }) => ({
        ...{ anchor, text: names[index]!, x: points[index]!.x, y: points[index]!.y },
        ...{ dx: x - toX(points[index]!.x), dy: y - toY(points[index]!.y) },
      }));
      return {
        height,
        ...{ marginLeft: MARGIN.left, marginRight: MARGIN.right, marginTop: MARGIN.top, marginBottom: MARGIN.bottom },
        x: { label: 'colourfulness →', domain: xDomain, labelAnchor: 'right' },
        y: { label: '↑ mean CIEDE2000', domain: yDomain, grid: true, labelAnchor: 'top' },
        marks: [
          Plot.frame({ anchor: 'bottom', stroke: themeColor('faint') }),
          Plot.ruleX(isNumber(truth) ? [truth] : [], { stroke: themeColor('ink'), strokeDasharray: '3,3' }),
          Plot.text(isNumber(truth) ? [truth] : [], {
            ...{ x: (value: number) => value, text: () => 'the truth', frameAnchor: 'top', dy: -8, textAnchor: 'end' },
            ...{ dx: 0, fill: themeColor('ink') },
          }),
          Plot.dot(points, { x: 'x', y: 'y', r: 5, fill: 'color', stroke: themeColor('page'), title: 'title' }),
          ...placed.map((label) =>
            Plot.text([label], {
              ...{ x: 'x', y: 'y', text: 'text', dx: label.dx, dy: label.dy, textAnchor: label.anchor },
              fill: themeColor('soft'),
            }),
          ),
        ],
      };
    },
  };
}

/** A little more than what the values span, and something for a single one. */
function widened(values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const margin = Math.max(0.3, (most - least) * 0.1);
  return [Math.max(0, least - margin), most + margin];
}
