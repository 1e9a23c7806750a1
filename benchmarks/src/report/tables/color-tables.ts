import type { BandScore, ColorResults, MethodColors, PairedDifference } from '../../results/color-results.ts';
import { byDeltaE, differenceOf, isReference, nearestToTruth } from '../method-order.ts';
import { formatDifference, isNumber, type MaybeNumber, shorten } from '../page/format.ts';
import { type Cell, fixedCell, percentCell, type ReportTable, textCell, withoutEmptyColumns } from './report-table.ts';

/** All methods with all their numbers, the nearest to the truth first, and the truth itself on top. */
export function methodsTable({ methods, differences }: ColorResults): ReportTable {
  const best = nearestToTruth(methods);
  const gray = methods.find(({ kind }) => kind === 'gray');
  const truth = methods.filter(({ kind }) => kind === 'truth');
  return withoutEmptyColumns({
    title: 'All numbers.',
    reading:
      'Means over the pictures. CIEDE2000: lower is nearer to the truth. Chroma, colourfulness and the share of coloured ' +
      'pixels say how much colour there is: best is what the truth has. PSNR of a* and b*: higher is nearer. Differences are ' +
      'of pairs of pictures, ± the reach of 95 % certainty; from one marked as noise no order may be read.',
    columns: [
      { title: 'method' },
      { title: 'kind' },
      { title: 'CIEDE2000', isNumber: true, hint: 'Mean over pixels and pictures; lower is nearer to the truth' },
      {
        title: 'the nearest',
        group: 'difference from',
        isNumber: true,
        hint: 'Paired difference, ± the reach of 95 % certainty',
      },
      {
        ...{ title: 'gray', group: 'difference from', isNumber: true },
        hint: 'Paired difference, ± the reach of 95 % certainty; below 0 is nearer to the truth than gray',
      },
      { title: 'chroma', isNumber: true, hint: 'Mean C* in CIELAB; best is what the truth has' },
      { title: 'colourfulness', isNumber: true, hint: 'M3 of Hasler and Süsstrunk; best is what the truth has' },
      { title: 'coloured', isNumber: true, hint: 'Share of pixels with a chroma that is seen' },
      { title: 'PSNR ab', isNumber: true, hint: 'Of a* and b*, decibels; higher is nearer to the truth' },
    ],
    rows: [...truth, ...byDeltaE(methods)].map((method) => ({
      ...(isReference(method) ? { kind: 'reference' as const } : {}),
      cells: [
        textCell(method.label),
        textCell(method.kind),
        fixedCell(method.mean.deltaE, 2),
        differenceCell(best && differenceOf(differences, method.id, best.id)),
        differenceCell(gray && differenceOf(differences, method.id, gray.id)),
        fixedCell(method.mean.chroma, 1),
        fixedCell(method.mean.colorfulness, 1),
        percentCell(method.mean.coloredShare),
        fixedCell(method.mean.psnrAb, 1),
      ],
    })),
    sortedBy: { column: 2, direction: 'ascending' },
  });
}

/** A difference: muted where it can't be told from nothing. */
export function differenceCell(difference: PairedDifference | undefined): Cell {
  if (!difference || !isNumber(difference.mean)) return textCell('');
  const { mean, isWithinNoise } = difference;
  return {
    text: formatDifference(difference),
    value: mean,
    tone: isWithinNoise ? 'muted' : mean < 0 ? 'good' : 'bad',
    ...(isWithinNoise ? { mark: 'noise' } : {}),
  };
}

/** CIEDE2000 by the truth's lightness or hue: a heat table, dark where a method is far from the truth. */
export function partsTable({ methods }: ColorResults, kind: 'lumaBands' | 'hueSectors'): ReportTable {
  const rows = byDeltaE(methods);
  const names = [...new Set(rows.flatMap(({ mean }) => mean[kind].map(({ name }) => name)))];
  const partOf = ({ mean }: MethodColors, name: string): BandScore | undefined =>
    mean[kind].find((part) => part.name === name);
  const heat = heatScale(rows.flatMap(({ mean }) => mean[kind].map(({ deltaE }) => deltaE)));
  const shareOf = (name: string) => rows.map((row) => partOf(row, name)?.share).find(isNumber);
  return {
    title: kind === 'lumaBands' ? 'By lightness.' : 'By hue.',
    reading:
      kind === 'lumaBands'
        ? 'Mean CIEDE2000 by the lightness that the truth has there; the stronger the colour, the farther from the truth. The last row says how many of all pixels these are.'
        : 'Mean CIEDE2000 by the hue that the truth has there; neutral are pixels without a visible hue. The last row says how many of all pixels these are.',
    columns: [{ title: 'method' }, ...names.map((name) => ({ title: name, isNumber: true }))],
    rows: [
      { kind: 'average', cells: [textCell('share of all pixels'), ...names.map((name) => percentCell(shareOf(name)))] },
      ...rows.map((method) => ({
        ...(isReference(method) ? { kind: 'reference' as const } : {}),
        cells: [textCell(method.label), ...names.map((name) => heatCell(partOf(method, name)?.deltaE, heat))],
      })),
    ],
  };
}

/** Each method by each picture, for whoever asks which ones are hard. */
export function picturesTable({ methods, testSet }: ColorResults): ReportTable {
  const shown = byDeltaE(methods);
  const heat = heatScale(shown.flatMap(({ pictures }) => pictures.map(({ scores }) => scores.deltaE)));
  return {
    title: 'By picture.',
    reading: 'Mean CIEDE2000 of each picture; the stronger the colour, the farther from the truth.',
    columns: [
      { title: 'method' },
      ...testSet.pictures.map(({ name }) => ({ title: shorten(name, 12), hint: name, isNumber: true })),
    ],
    rows: shown.map((method) => {
      const scores = new Map(method.pictures.map(({ picture, scores: { deltaE } }) => [picture, deltaE]));
      return {
        ...(isReference(method) ? { kind: 'reference' as const } : {}),
        cells: [textCell(method.label), ...testSet.pictures.map(({ name }) => heatCell(scores.get(name), heat))],
      };
    }),
  };
}

function heatCell(deltaE: MaybeNumber, heat: (value: number) => number): Cell {
  return fixedCell(deltaE, 1, { heat: isNumber(deltaE) ? heat(deltaE) : 0 });
}

/** From nothing for the least to 1 for the most. */
function heatScale(values: readonly MaybeNumber[]): (value: number) => number {
  const known = values.filter(isNumber);
  const least = known.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  const most = known.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  return (value) => (most > least ? (value - least) / (most - least) : 0);
}
