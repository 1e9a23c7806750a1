import type { FilmStability, MethodStability } from '../../results/stability-results.ts';
import { isReference } from '../method-order.ts';
import { isNumber } from '../page/format.ts';
import {
  fixedCell,
  percentCell,
  type ReportTable,
  significantCell,
  textCell,
  withoutEmptyColumns,
} from './report-table.ts';

/** What each method does to one film over time, the truth and gray on top; the steadiest first. */
export function stabilityTable({ methods }: FilmStability): ReportTable {
  const distances = methods.reduce<readonly number[]>(
    (most, { distribution }) => (distribution.distances.length > most.length ? distribution.distances : most),
    [],
  );
  const value = ({ flicker }: MethodStability) => (isNumber(flicker.mean) ? flicker.mean : Number.POSITIVE_INFINITY);
  const references = methods.filter(isReference);
  const judged = methods.filter((method) => !isReference(method)).sort((a, b) => value(a) - value(b));
  return withoutEmptyColumns({
    title: 'Over time.',
    reading:
      'CDC is the Jensen-Shannon divergence of colour histograms of frames so many frames apart, times 1000; best is what the ' +
      'truth has. Flicker is CIEDE2000 between the colours of a frame and those of the one before, moved along with the film: lower is ' +
      'steadier, and what the truth has is what motion can’t follow. Drift is the largest change of the mean colour within a shot.',
    columns: [
      { title: 'method' },
      { title: 'mean', group: 'flicker', isNumber: true, hint: 'CIEDE2000 along motion; lower is steadier' },
      { title: '95 %', group: 'flicker', isNumber: true, hint: 'What one frame in twenty exceeds' },
      {
        title: 'seen',
        group: 'flicker',
        isNumber: true,
        hint: 'Share of the picture that was in the frame before as well',
      },
      { title: 'mean', group: 'CDC × 1000', isNumber: true, hint: 'Mean over the distances, pairs within a shot' },
      ...distances.map((distance) => ({ title: `at ${distance}`, group: 'CDC × 1000', isNumber: true })),
      {
        title: 'across cuts',
        group: 'CDC × 1000',
        isNumber: true,
        hint: 'The mean with pairs across cuts, as papers give it',
      },
      { title: 'largest', group: 'drift', isNumber: true, hint: 'CIEDE2000 of mean colours, lightness left out' },
      { title: 'colourfulness', isNumber: true, hint: 'Mean over the frames' },
      { title: 'CIEDE2000', isNumber: true, hint: 'Against the truth; lower is nearer' },
    ],
    rows: [...references, ...judged].map((method) => ({
      ...(isReference(method) ? { kind: 'reference' as const } : {}),
      cells: [
        textCell(method.label),
        fixedCell(method.flicker.mean, 2),
        fixedCell(method.flicker.p95, 2),
        percentCell(method.flicker.coveredShare),
        significantCell(thousandfold(method.distribution.mean)),
        ...distances.map((distance) => {
          const index = method.distribution.distances.indexOf(distance);
          return significantCell(thousandfold(method.distribution.values[index]));
        }),
        significantCell(thousandfold(method.distribution.acrossCuts)),
        fixedCell(
          method.drift.reduce<number | null>((most, { largest }) => Math.max(most ?? 0, largest), null),
          1,
        ),
        fixedCell(meanOf(method.series.colorfulness), 1),
        fixedCell(method.deltaE, 2),
      ],
    })),
  });
}

function thousandfold(value: number | null | undefined): number | null {
  return isNumber(value) ? 1000 * value : null;
}

function meanOf(values: readonly number[]): number | null {
  const known = values.filter(isNumber);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}
