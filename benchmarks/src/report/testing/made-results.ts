import type { Environment } from '../../machine/environment.ts';
import { createRandom } from '../../old-film/random.ts';
import type { BenchResults } from '../../results/bench-results.ts';
import { makeColorResults } from './made-color.ts';
import { type MadeResultsSize, SMALL } from './made-size.ts';
import { makeSpeedResults } from './made-speed.ts';
import { makeStabilityResults } from './made-stability.ts';

/** On what nothing was measured. */
export const MADE_ENVIRONMENT: Environment = {
  date: '2026-01-02T03:04:05.678Z',
  machine: 'Made Processor 9000 @ 2.50GHz',
  cores: 8,
  memoryGigabytes: 34,
  system: 'linux x64',
  node: 'v20.20.2',
  ffmpeg: '7.1.1 (from PATH)',
  onnxruntime: '1.30.0',
  load: 0.42,
};

/**
 * Results that nobody measured, plausible enough to see how a report of their size looks: with numbers that don't exist,
 * differences within the noise, long labels and all parts.
 */
export function makeResults(size: MadeResultsSize = SMALL, seed = 1): BenchResults {
  const random = createRandom(seed);
  return {
    format: 'havc-bench',
    version: 1,
    command: 'havc bench --truth ./pictures --film ./clip.mp4 --output ./report',
    havc: '0.1.0',
    environment: MADE_ENVIRONMENT,
    seconds: 4321.5,
    color: makeColorResults(size, random),
    stability: makeStabilityResults(size, random),
    speed: makeSpeedResults(random),
  };
}
