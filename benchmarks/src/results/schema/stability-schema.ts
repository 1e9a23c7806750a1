import { z } from 'zod';
import type { StabilityResults } from '../stability-results.ts';
import { methodKind, notes } from './color-schema.ts';
import { amount, count, list, listById, number, positive, relativeFile, share, text } from './fields.ts';

/** Twenty hours at 25 frames a second. */
const MAX_FRAMES = 2_000_000;

const method = z.object({
  id: text,
  label: text,
  kind: methodKind,
  distribution: z.object({
    distances: list(positive, 100),
    values: list(amount.nullable(), 100),
    mean: amount.nullable(),
    acrossCuts: amount.nullable(),
  }),
  flicker: z.object({ mean: amount.nullable(), p95: amount.nullable(), coveredShare: share }),
  drift: list(z.object({ shot: count, deltaE: amount, largest: amount }), MAX_FRAMES),
  series: z.object({
    flicker: list(amount.nullable(), MAX_FRAMES),
    colorfulness: list(amount, MAX_FRAMES),
    drift: list(amount, MAX_FRAMES),
  }),
  worst: list(
    z.object({
      frame: count,
      time: number,
      flicker: amount,
      before: relativeFile,
      image: relativeFile,
      heatMap: relativeFile,
    }),
    1000,
  ),
  deltaE: amount.exactOptional(),
  notes,
});

/** Whoever goes over shots frame by frame must come to an end. */
const shots = list(z.object({ from: count, to: count.max(MAX_FRAMES) }), MAX_FRAMES).refine(
  (all) => all.every(({ from, to }, at) => from < to && from >= (all[at - 1]?.to ?? 0)),
  'must follow each other',
);

/** The stability part of a run's results. */
export const stabilitySchema = z.object({
  films: list(
    z.object({
      film: text,
      frames: count.max(MAX_FRAMES),
      framesPerSecond: amount,
      width: positive,
      height: positive,
      hasTruth: z.boolean(),
      shots,
      methods: listById(method, 1000),
    }),
    1000,
  ),
  heatMapMaximum: amount.exactOptional(),
}) satisfies z.ZodType<StabilityResults>;
