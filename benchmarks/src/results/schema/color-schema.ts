import { z } from 'zod';
import type { ColorResults } from '../color-results.ts';
import { amount, count, list, listById, number, positive, relativeFile, share, text } from './fields.ts';

const MAX_METHODS = 1000;
const MAX_PICTURES = 100_000;
const MAX_NOTES = 1000;

/** What a row of results can come from. */
export const methodKind = z.enum(['truth', 'gray', 'panel', 'model', 'preset', 'recipe', 'merge', 'film']);

/** What must be said beside numbers. */
export const notes = list(text, MAX_NOTES);

const bands = list(z.object({ name: text, share, deltaE: amount.nullable() }), 100);

const scores = z.object({
  deltaE: amount,
  chroma: amount,
  colorfulness: amount,
  coloredShare: share,
  psnrAb: number.nullable(),
  lumaBands: bands,
  hueSectors: bands,
});

const method = z.object({
  id: text,
  label: text,
  kind: methodKind,
  mean: scores,
  pictures: list(z.object({ picture: text, scores }), MAX_PICTURES),
  notes,
});

const difference = z.object({
  of: text,
  against: text,
  mean: number,
  standardError: amount.nullable(),
  isWithinNoise: z.boolean(),
  pictures: count,
});

const merge = z.object({
  id: text,
  first: text,
  second: text,
  others: list(text, MAX_METHODS).exactOptional(),
  method: text,
  options: text,
  origin: z.enum(['set', 'defaults', 'original', 'chosen']),
  mean: scores,
  againstSimple: difference.exactOptional(),
  againstBetterModel: difference,
  atEqualChroma: difference.exactOptional(),
  leaveOneOut: z.object({ deltaE: amount, candidates: count, against: difference }).exactOptional(),
});

const cells = list(z.object({ column: text, published: number, measured: number }), 1000);

const reproduction = z.object({
  source: text,
  tables: list(
    z.object({
      name: text,
      columns: list(text, 1000),
      rows: list(z.object({ picture: text, cells }), MAX_PICTURES),
      averages: cells,
    }),
    100,
  ),
  cells: count,
  meanAbsoluteDifference: amount,
  largestDifference: amount,
  largestAt: text,
  largestColumnDifference: amount,
  limits: z.object({ mean: amount, cell: amount, column: amount }),
  isMet: z.boolean(),
});

/** The colour part of a run's results. */
export const colorSchema = z.object({
  testSet: z.object({
    name: text,
    source: text,
    pictures: list(z.object({ name: text, width: positive, height: positive }), MAX_PICTURES),
    notes: notes.exactOptional(),
  }),
  reproduction: reproduction.exactOptional(),
  methods: listById(method, MAX_METHODS),
  differences: list(difference, MAX_METHODS * 10),
  merges: list(merge, 100_000),
  thumbnails: list(
    z.object({ picture: text, method: text, image: relativeFile, heatMap: relativeFile.exactOptional() }),
    MAX_PICTURES,
  ),
  heatMapMaximum: amount,
}) satisfies z.ZodType<ColorResults>;
