import type { Benchmark } from './benchmark.ts';
import { filterChain } from './filters/filter-chain.ts';
import { filterSpeed } from './filters/filter-speed.ts';
import { kernels } from './kernels/kernels.ts';
import { compactEndToEnd } from './pipeline/compact-end-to-end.ts';
import { eventLoop } from './pipeline/event-loop.ts';
import { firstFrame } from './pipeline/first-frame.ts';
import { memory } from './pipeline/memory.ts';
import { pipelineIdentity } from './pipeline/pipeline-identity.ts';
import { modelSpeed } from './roofline/model-speed.ts';

/** All benchmarks, the short ones first. */
export const BENCHMARKS: readonly Benchmark[] = [
  kernels,
  filterSpeed,
  filterChain,
  firstFrame,
  eventLoop,
  pipelineIdentity,
  compactEndToEnd,
  memory,
  modelSpeed,
];
