import * as Plot from '@observablehq/plot';
import type { FilmStability, MethodStability } from '../../results/stability-results.ts';
import { kindColor } from '../method-order.ts';
import { isNumber, shorten } from '../page/format.ts';
import { themeColor } from '../page/theme.ts';
import type { PlotFigure } from './plot-figure.ts';
import { CHARACTER_WIDTH } from './row-labels.ts';
import { thinSeries } from './thin-series.ts';

/** What is drawn over time. */
export interface TimeSeries {
  /** Of the plot within the page. */
  readonly name: string;
  readonly title: string;
  readonly reading: string;
  readonly keep: 'largest' | 'mean';
  readonly of: (method: MethodStability) => readonly (number | null)[];
}

/** Points a line at most: about one a pixel of a wide drawing, beyond which nothing more is seen. */
const MOST_POINTS = 900;
/** Points of all lines of a page, some 12 bytes each: half a megabyte. */
const POINTS_OF_PAGE = 40_000;
const ROW = 78;

/**
 * A strip a method, one below the other on the same scale; the truth's line in each, and the cuts.
 *
 * @param lines - how many are drawn on the whole page: the more, the fewer points each has.
 */
export function seriesOverTime(film: FilmStability, series: TimeSeries, lines: number): PlotFigure {
  const rate = film.framesPerSecond > 0 ? film.framesPerSecond : 1;
  const truth = film.methods.find(({ kind }) => kind === 'truth');
  const shown = film.methods.filter(({ kind }) => kind !== 'truth');
  const strips = shown.length > 0 ? shown : film.methods;
  const points = (method: MethodStability, most: number) =>
    thinSeries(series.of(method), most, series.keep).map(({ frame, value }) => ({
      ...{ id: method.id, time: frame / rate, value: value ?? Number.NaN },
      color: themeColor(kindColor(method.kind)),
    }));
  const values = film.methods.flatMap((method) => series.of(method).filter(isNumber));
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  const cuts = film.shots.slice(1).map(({ from }) => from / rate);
  return {
    name: series.name,
    title: series.title,
    reading: `${series.reading}${truth && strips !== film.methods ? ' The thin dark line is the truth’s own.' : ''}${
      cuts.length > 0 ? ' Dashed lines are cuts.' : ''
    }`,
    draw: (width) => {
      const full = Math.max(60, Math.min(MOST_POINTS, POINTS_OF_PAGE / Math.max(1, lines)));
      const most = Math.ceil(width < 500 ? full / 3 : full);
      return {
        height: strips.length * ROW + 40,
        ...{ marginLeft: 40, marginRight: 10, marginTop: 8, marginBottom: 38 },
        x: { label: 'seconds →', labelAnchor: 'right', domain: [0, Math.max(1, film.frames) / rate] },
        y: { label: null, domain: [0, highest > 0 ? highest * 1.05 : 1], ticks: 3, grid: true },
        fy: { domain: strips.map(({ id }) => id), axis: null, padding: 0.36 },
        marks: [
          Plot.ruleX(cuts, { stroke: themeColor('faint'), strokeDasharray: '2,3' }),
          ...(truth && strips !== film.methods
            ? [Plot.lineY(points(truth, most), { x: 'time', y: 'value', stroke: themeColor('ink'), strokeWidth: 0.8 })]
            : []),
          ...strips.map((method) =>
            Plot.lineY(points(method, most), {
              ...{ x: 'time', y: 'value', fy: 'id', strokeWidth: 1.5, strokeLinejoin: 'round' },
              stroke: themeColor(kindColor(method.kind)),
            }),
          ),
          Plot.ruleY([0], { stroke: themeColor('faint') }),
          Plot.text(strips, {
            ...{
              fy: 'id',
              text: ({ label }: MethodStability) => shorten(label, Math.floor((width - 60) / CHARACTER_WIDTH)),
            },
            ...{ frameAnchor: 'top-left', dx: 5, dy: -13, fill: themeColor('ink'), fontWeight: 600 },
          }),
        ],
      };
    },
  };
}
