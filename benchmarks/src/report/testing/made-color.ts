import { HUE_PARTS, LUMA_BANDS } from '../../metrics/color-parts.ts';
import type {
  ColorResults,
  ColorScores,
  MergeScore,
  MethodColors,
  PairedDifference,
  ReproducedTable,
  Reproduction,
  Thumbnail,
} from '../../results/color-results.ts';
import { pairedDifference } from '../../statistics/paired-difference.ts';
import { around, type MadeResultsSize } from './made-size.ts';

const LABELS = [
  'DeOldify Video rf24',
  'DDColor Artistic, input 384',
  'DeOldify Stable rf30 + DDColor Artistic rf24, constrained chroma, adaptive',
  'compact',
  'preset medium',
  'my recipe with a very long name that somebody once thought would be helpful',
];

type Random = () => number;

/** A made colour part. */
export function makeColorResults({ pictures, methods, merges }: MadeResultsSize, random: Random): ColorResults {
  const names = Array.from({ length: pictures }, (_, index) => String(index + 1).padStart(2, '0'));
  const difficulty = names.map(() => around(random, 1, 0.5));
  const made = [
    madeMethod('truth', 'original', 'truth', 0, 41, names, difficulty, random),
    madeMethod('gray', 'gray', 'gray', 10.8, 0, names, difficulty, random),
    ...Array.from({ length: methods }, (_, index) => {
      const kind = (['panel', 'model', 'preset', 'recipe', 'merge'] as const)[index % 5]!;
      const label = LABELS[index] ?? `${kind} ${index + 1}`;
      return madeMethod(`m${index}`, label, kind, 8 + 0.25 * index, around(random, 32, 18), names, difficulty, random);
    }),
  ];
  return {
    testSet: {
      name: 'made pictures',
      source: 'made for looking at the report',
      pictures: names.map((name) => ({ name, width: 640, height: 427 })),
      notes: ['broken.jpg was left out: it can’t be decoded.'],
    },
    reproduction: madeReproduction(names, random),
    methods: made,
    differences: madeDifferences(made),
    merges: madeMerges(merges, random),
    thumbnails: madeThumbnails(names, made),
    heatMapMaximum: 30,
  };
}

function madeMethod(
  ...[id, label, kind, middle, colorfulness, names, difficulty, random]: [
    string,
    string,
    MethodColors['kind'],
    number,
    number,
    readonly string[],
    readonly number[],
    Random,
  ]
): MethodColors {
  const pictures = names.map((picture, index) => ({
    picture,
    scores: madeScores(
      middle === 0 ? 0 : Math.max(1, middle * difficulty[index]! + around(random, 0, 2)),
      colorfulness === 0 ? 0 : Math.max(0, around(random, colorfulness, 20)),
      random,
    ),
  }));
  const mean = (pick: (scores: ColorScores) => number) =>
    pictures.reduce((sum, { scores }) => sum + pick(scores), 0) / Math.max(1, pictures.length);
  return {
    id,
    label,
    kind,
    mean: madeScores(
      mean(({ deltaE }) => deltaE),
      mean(({ colorfulness: value }) => value),
      random,
    ),
    pictures,
    notes: kind === 'preset' ? ['Its second model is absent: the first one stands in for the merge.'] : [],
  };
}

function madeScores(deltaE: number, colorfulness: number, random: Random): ColorScores {
  const part = (name: string, share: number) => ({
    name,
    share,
    deltaE: share === 0 ? null : deltaE === 0 ? 0 : Math.max(0.3, around(random, deltaE, 5)),
  });
  return {
    deltaE,
    chroma: colorfulness * 0.45,
    colorfulness,
    coloredShare: Math.min(1, colorfulness / 55),
    psnrAb: deltaE === 0 ? null : 34 - deltaE + random(),
    lumaBands: LUMA_BANDS.map((name, index) => part(name, [0.15, 0.3, 0.3, 0.25, 0][index]!)),
    hueSectors: HUE_PARTS.map((name, index) => part(name, index === 6 ? 0 : 1 / 7)),
  };
}

function madeDifferences(methods: readonly MethodColors[]): PairedDifference[] {
  const judged = methods.filter(({ kind }) => kind !== 'truth');
  const best = judged.reduce((one, other) => (other.mean.deltaE < one.mean.deltaE ? other : one));
  const gray = judged.find(({ id }) => id === 'gray')!;
  if (gray.pictures.length === 0) return [];
  const values = ({ id, pictures }: MethodColors) => ({ id, values: pictures.map(({ scores }) => scores.deltaE) });
  return [best, gray].flatMap((against) =>
    judged.filter((method) => method !== against).map((method) => pairedDifference(values(method), values(against))),
  );
}

function madeMerges(count: number, random: Random): MergeScore[] {
  const methods = ['simple', 'constrained chroma', 'luma masked', 'adaptive luma', 'chroma retention', 'weighted'];
  const models = ['DV', 'DS', 'DA', 'DD', 'DDs', 'T241'];
  return Array.from({ length: count }, (_, index) => {
    const first = models[Math.floor(index / 6) % 5]!;
    const second = models[(Math.floor(index / 6) + 1 + Math.floor(index / 30)) % 6]!;
    const method = methods[index % 6]!;
    const half = `${first}+${second} simple, weight 0.5 (${Math.floor(index / 6)})`;
    const difference = (against: string): PairedDifference => {
      const mean = around(random, -0.15, 0.8);
      return { of: method, against, mean, standardError: 0.12, isWithinNoise: Math.abs(mean) < 0.25, pictures: 23 };
    };
    const deltaE = around(random, 8.6, 1);
    return {
      ...{ id: method === 'simple' ? half : `merge-${index}`, first, second, method },
      ...(index % 17 === 16 ? { others: ['DD'] } : {}),
      origin: (method === 'weighted' ? 'chosen' : method === 'simple' ? 'set' : 'defaults') as MergeScore['origin'],
      options: method === 'simple' ? 'weight 0.5' : `weight 0.5, threshold ${(0.1 + 0.05 * (index % 3)).toFixed(2)}`,
      mean: madeScores(deltaE, around(random, 30, 8), random),
      ...(method === 'simple' ? {} : { againstSimple: difference(half), atEqualChroma: difference(half) }),
      againstBetterModel: difference(first),
      ...(method === 'weighted'
        ? { leaveOneOut: { deltaE: deltaE + 0.08, candidates: 12, against: difference(half) } }
        : {}),
    };
  });
}

function madeReproduction(names: readonly string[], random: Random): Reproduction {
  const table = (name: string, columns: readonly string[]): ReproducedTable => {
    const cell = (column: string) => {
      const published = Math.round(10 * around(random, 9.5, 5)) / 10;
      return { column, published, measured: published + around(random, 0.02, 0.3) };
    };
    return {
      ...{ name, columns },
      rows: names.map((picture) => ({ picture, cells: columns.map(cell) })),
      averages: columns.map(cell),
    };
  };
  return {
    source: 'a table that was made up',
    tables: [
      table('Test set 1', ['D+D', 'DD', 'DS', 'DV', 'T241']),
      table('Test set 2', ['DS+DD', 'DA+DDs', 'DA+DD', 'DDs', 'DA']),
    ],
    cells: names.length * 10,
    meanAbsoluteDifference: 0.071,
    largestDifference: 0.41,
    largestAt: '16, T241',
    largestColumnDifference: 0.06,
    limits: { mean: 0.13, cell: 0.6, column: 0.16 },
    isMet: true,
  };
}

function madeThumbnails(names: readonly string[], methods: readonly MethodColors[]): Thumbnail[] {
  return names.flatMap((picture) =>
    methods.map(({ id }) => ({
      picture,
      method: id,
      image: `thumbnails/color/${picture}-${id}.jpg`,
      ...(id === 'truth' ? {} : { heatMap: `thumbnails/color/${picture}-${id}-heat.png` }),
    })),
  );
}
