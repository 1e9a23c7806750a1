import type { MergeScore } from '../../results/color-results.ts';
import { isNumber } from '../page/format.ts';
import { differenceCell } from './color-tables.ts';
import { fixedCell, type ReportTable, textCell, withoutEmptyColumns } from './report-table.ts';

/** All merges, the nearest to the truth first, with a warning at each difference that chance alone could have made. */
export function mergesTable(merges: readonly MergeScore[]): ReportTable {
  const value = ({ mean }: MergeScore) => (isNumber(mean.deltaE) ? mean.deltaE : Number.POSITIVE_INFINITY);
  return withoutEmptyColumns({
    title: 'All merges.',
    reading:
      'Each merge method on each pair of panels. At equal chroma, the half-and-half merge is made as colourful as the method: ' +
      'whether it is nearer to the truth, or only grayer. Differences are of pairs of pictures, ± the reach of 95 % certainty; each is judged by itself here, and all together, more strictly, in the sentences above; from one marked as ' +
      'noise no order may be read. Where options were chosen on these pictures, "left out" is what the choice promises ' +
      'for pictures it has not seen: each picture with the options that are best on all others.',
    columns: [
      { title: 'pair' },
      { title: 'merge' },
      { title: 'options' },
      { title: 'origin', hint: 'Where the options come from' },
      { title: 'CIEDE2000', isNumber: true },
      { title: 'half and half', ...DIFFERENCE, hint: 'The simple merge of the same pair' },
      { title: 'at equal chroma', ...DIFFERENCE, hint: 'Half and half made as colourful: nearer, or only grayer?' },
      { title: 'better model', ...DIFFERENCE, hint: 'Of those that are merged' },
      { title: 'CIEDE2000', ...LEFT_OUT, hint: 'Leaving out one picture at a time when choosing' },
      { title: 'difference', ...LEFT_OUT, hint: 'From half and half' },
      { title: 'tried', ...LEFT_OUT, hint: 'How many sets of options there were to choose from' },
      { title: 'colourfulness', isNumber: true },
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

const DIFFERENCE = { group: 'difference from', isNumber: true } as const;
const LEFT_OUT = { group: 'left out', isNumber: true } as const;
