import type { Benchmark } from './benchmark.ts';
import { compactEndToEnd } from './compact-end-to-end.ts';
import { eventLoop } from './event-loop.ts';
import { filterChain } from './filters/filter-chain.ts';
import { filterSpeed } from './filters/filter-speed.ts';
import { firstFrame } from './first-frame.ts';
import { kernels } from './kernels/kernels.ts';
import { memory } from './memory.ts';
import { modelSpeed } from './models/model-speed.ts';
import { pipelineIdentity } from './pipeline-identity.ts';

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
