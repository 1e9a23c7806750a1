import * as Plot from '@observablehq/plot';
import { SPEED_STAGES, type SpeedStage, type Throughput } from '../../results/speed-results.ts';
import { formatPercent, formatSignificant, isNumber } from '../page/format.ts';
import { type ThemeName, themeColor } from '../page/theme.ts';
import type { PlotFigure } from './plot-figure.ts';
import { rowLabels } from './row-labels.ts';

/** The colour of each stage. */
export const STAGE_COLORS: Readonly<Record<SpeedStage, ThemeName>> = {
  decode: 'sky',
  prepare: 'yellow',
  infer: 'blue',
  merge: 'purple',
  filter: 'green',
  encode: 'orange',
};

const ROW = 26;

/**
 * A row a way to colour, its stages stacked: as milliseconds a frame, or each as its share of their sum, since beside a
 * large network's seconds a small one's milliseconds are not seen.
 */
export function stageBars(throughput: readonly Throughput[], scale: 'milliseconds' | 'share'): PlotFigure {
  const rows = throughput.filter(({ stages }) => stages.length > 0);
  const labels = new Map(rows.map((row, index) => [String(index), labelAmong(rows, row)]));
  const bars = rows.flatMap(({ stages }, index) => {
    const label = labels.get(String(index))!;
    const sum = stages.reduce((total, { secondsPerFrame }) => total + secondsPerFrame, 0);
    return [...stages]
      .filter(({ secondsPerFrame }) => isNumber(secondsPerFrame))
      .sort((a, b) => SPEED_STAGES.indexOf(a.stage) - SPEED_STAGES.indexOf(b.stage))
      .map(({ stage, secondsPerFrame }) => ({
        ...{ row: String(index), stage, color: themeColor(STAGE_COLORS[stage] ?? 'gray') },
        value: scale === 'share' ? (sum > 0 ? secondsPerFrame / sum : 0) : 1000 * secondsPerFrame,
        title: `${label}, ${stage}: ${formatSignificant(1000 * secondsPerFrame)} ms (${formatPercent(secondsPerFrame / sum)})`,
      }));
  });
  const totals = rows.map(({ stages }, index) => ({
    row: String(index),
    text: `${formatSignificant(1000 * stages.reduce((sum, { secondsPerFrame }) => sum + secondsPerFrame, 0))} ms`,
  }));
  const used = SPEED_STAGES.filter((stage) => bars.some((bar) => bar.stage === stage));
  return {
    name: scale === 'share' ? 'stage-shares' : 'stage-times',
    title: scale === 'share' ? 'The same as shares.' : 'Time by stage.',
    reading:
      scale === 'share'
        ? 'Each stage as its share of the sum, for ways whose bars are too short to be seen above.'
        : 'Milliseconds a frame of each stage alone; shorter is faster. Stages overlap in a run, so a run takes less than their sum, which is the number on the right.',
    legend: used.map((stage) => ({ label: stage, color: themeColor(STAGE_COLORS[stage]) })),
    draw: (width) => {
      const { margin, labelOf } = rowLabels(labels, width);
      return {
        height: rows.length * ROW + 46,
        ...{ marginLeft: margin, marginRight: 62, marginTop: 4, marginBottom: 42 },
        x:
          scale === 'share'
            ? { label: 'share of the sum (%) →', percent: true, domain: [0, 100], labelAnchor: 'right', ticks: 5 }
            : { label: 'milliseconds a frame →', labelAnchor: 'right', nice: true, ticks: width < 500 ? 4 : 8 },
        y: { domain: [...labels.keys()], label: null, tickFormat: labelOf, tickSize: 0, padding: 0.28 },
        marks: [
          Plot.barX(bars, {
            ...{ x: 'value', y: 'row', fill: 'color', order: null, stroke: themeColor('page'), strokeWidth: 0.75 },
            title: 'title',
          }),
          Plot.text(totals, {
            ...{ y: 'row', text: 'text', frameAnchor: 'right', textAnchor: 'end', dx: 60, fill: themeColor('ink') },
          }),
        ],
      };
    },
  };
}

/** What tells a run from the others: its film and its device only where these differ. */
function labelAmong(rows: readonly Throughput[], { label, ...run }: Throughput): string {
  const film = ({ width, height }: Pick<Throughput, 'width' | 'height'>) => `${width} × ${height}`;
  const device = (row: Pick<Throughput, 'device' | 'precision'>) => `${row.device} ${row.precision}`;
  const differs = (part: (row: Omit<Throughput, 'label'>) => string) => rows.some((row) => part(row) !== part(run));
  return [label, ...[film, device].filter(differs).map((part) => part(run))].join(', ');
}
