import type { MergeScore } from '../../results/color-results.ts';
import { isNumber } from '../page/format.ts';
import { differenceCell } from './color-tables.ts';
import { fixedCell, type ReportTable, textCell, withoutEmptyColumns } from './report-table.ts';

/** All merges, the nearest to the truth first, with a warning at each that chance alone could have put there. */
export function mergesTable(merges: readonly MergeScore[]): ReportTable {
  const value = ({ mean }: MergeScore) => (isNumber(mean.deltaE) ? mean.deltaE : Number.POSITIVE_INFINITY);
  return withoutEmptyColumns({
    title: 'Merges.',
    reading:
      'Each merge method on each pair of panels. At equal chroma, the half-and-half merge is made as colourful as the method: ' +
      'whether it is nearer to the truth, or only grayer. Differences are of pairs of pictures, with two standard errors; those within ' +
      'the noise are muted and warned of. Where options were chosen on these pictures, "left out" is what the choice promises ' +
      'for pictures it has not seen: each picture with the options that are best on all others.',
    columns: [
      { title: 'pair' },
      { title: 'merge' },
      { title: 'options' },
      { title: 'origin', hint: 'Where the options come from' },
      { title: 'CIEDE2000', isNumber: true },
      { title: 'against half and half', isNumber: true, hint: 'Of the simple merge of the same pair' },
      {
        title: 'at equal chroma',
        isNumber: true,
        hint: 'Against half and half made as colourful: nearer, or only grayer?',
      },
      { title: 'against the better model', isNumber: true, hint: 'Of the two models that are merged' },
      { title: 'left out', isNumber: true, hint: 'Mean CIEDE2000, leaving out one picture at a time when choosing' },
      { title: 'left out against', isNumber: true, hint: 'Its paired difference' },
      { title: 'chosen from', isNumber: true, hint: 'How many sets of options were tried' },
      { title: 'colourfulness', isNumber: true },
      { title: 'warning' },
    ],
    rows: [...merges]
      .sort((a, b) => value(a) - value(b))
      .map((merge) => ({
        cells: [
          textCell([merge.first, merge.second, ...(merge.others ?? [])].join(' + ')),
          textCell(merge.method),
          textCell(merge.options),
          textCell(ORIGINS[merge.origin] ?? ''),
          fixedCell(merge.mean.deltaE, 2),
          differenceCell(merge.againstSimple),
          differenceCell(merge.atEqualChroma),
          differenceCell(merge.againstBetterModel),
          merge.leaveOneOut ? fixedCell(merge.leaveOneOut.deltaE, 2) : textCell(''),
          differenceCell(merge.leaveOneOut?.against),
          merge.leaveOneOut ? fixedCell(merge.leaveOneOut.candidates, 0) : textCell(''),
          fixedCell(merge.mean.colorfulness, 1),
          textCell(warningOf(merge), { tone: 'bad' }),
        ],
      })),
    sortedBy: { column: 4, direction: 'ascending' },
  });
}

const ORIGINS: Readonly<Record<MergeScore['origin'], string>> = {
  set: 'set',
  defaults: 'defaults',
  original: 'the original’s',
  chosen: 'best of a grid',
};

function warningOf({ againstSimple, atEqualChroma, againstBetterModel, leaveOneOut }: MergeScore): string {
  const within = [
    againstSimple?.isWithinNoise && 'half and half',
    atEqualChroma?.isWithinNoise && 'equal chroma',
    againstBetterModel.isWithinNoise && 'the better model',
    leaveOneOut?.against.isWithinNoise && 'left out',
  ].filter((name) => typeof name === 'string');
  return within.length > 0 ? `within the noise: ${within.join(', ')}` : '';
}
