import { z } from 'zod';
import { type BenchResults, RESULTS_VERSION } from '../bench-results.ts';
import { colorSchema } from './color-schema.ts';
import { amount, positive, text } from './fields.ts';
import { speedSchema } from './speed-schema.ts';
import { stabilitySchema } from './stability-schema.ts';

/** Where and when a run took place. */
export const environmentSchema = z.object({
  date: text,
  machine: text,
  cores: positive,
  memoryGigabytes: amount,
  system: text,
  node: text,
  ffmpeg: text,
  onnxruntime: text,
  load: amount,
});

/** What `results.json` must hold. Fields that it doesn't name are dropped: a later havc may add some to this version. */
export const resultsSchema = z.object({
  format: z.literal('havc-bench'),
  version: z.literal(RESULTS_VERSION),
  command: z.string().max(100_000),
  havc: text,
  environment: environmentSchema,
  seconds: amount,
  color: colorSchema.exactOptional(),
  stability: stabilitySchema.exactOptional(),
  speed: speedSchema.exactOptional(),
}) satisfies z.ZodType<BenchResults>;
