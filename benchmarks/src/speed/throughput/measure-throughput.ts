import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { abortError, HavcError } from '@havc/core';
import { type MemoryWatch, watchMemory } from '../../machine/process-tree.ts';
import type { StageTime } from '../../results/speed-results.ts';
import type { EnergySources, ThroughputEvent, ThroughputJob, ThroughputRun } from './throughput-job.ts';

/** What came out of one {@link ThroughputJob}. */
export interface MeasuredThroughput {
  /** Device names of the models that were loaded, each once; none for a recipe without. */
  readonly devices: readonly string[];
  /** What must be said of the models' colours. */
  readonly notices: readonly string[];
  readonly frames: number;
  readonly runs: readonly ThroughputRun[];
  /** From the start of the process to its first coloured frame. */
  readonly firstFrameSeconds: number;
  /** Resident memory of the process and all below it, at its highest in any run; undefined where it can't be told. */
  readonly peakMemory: number | undefined;
  readonly stages: readonly StageTime[];
  readonly energy: EnergySources;
}

/** What {@link measureThroughput} takes besides the job. */
export interface MeasureThroughputOptions {
  /** Tells a person what is going on. */
  readonly say?: ((text: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Lines of a process that has crashed which are passed on. */
const STDERR_LINES = 5;

/**
 * Measures one method on one film, in a process of its own that does what `havc colorize` does, several times over with
 * the models kept: a run of the command itself would count loading and starting with each run, and its processes end
 * before their memory and time can be told from each other.
 *
 * @throws HavcError as `decode`, `compile`, the models and `encode` do; `INFERENCE_FAILED` where the process crashed;
 * `ABORTED`.
 */
export async function measureThroughput(
  job: ThroughputJob,
  options: MeasureThroughputOptions = {},
): Promise<MeasuredThroughput> {
  const measured = await start(job, options);
  if (measured !== 'graphs-built') return measured;
  options.say?.('graphs were built; starting anew');
  const again = await start(job, options);
  if (again !== 'graphs-built') return again;
  throw new HavcError('INFERENCE_FAILED', `The graphs of this recipe are built anew each time in ${job.weights.home}.`);
}

async function start(
  job: ThroughputJob,
  { say, signal }: MeasureThroughputOptions,
): Promise<MeasuredThroughput | 'graphs-built'> {
  if (signal?.aborted) throw abortError(signal);
  const startedAt = performance.now();
  const program = fileURLToPath(
    new URL('./dist/throughput-process.js', import.meta.resolve('@havc/benchmarks/package.json')),
  );
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const kill = () => void child.kill('SIGKILL');
  signal?.addEventListener('abort', kill);
  const stderr: string[] = [];
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr.push(...text.split('\n').filter((line) => line.trim() !== ''));
    stderr.splice(0, stderr.length - STDERR_LINES);
  });
  const seen = createCollection(child.pid!, startedAt, say);
  let isBuilt = false;
  child.on('message', (message) => {
    const event = message as ThroughputEvent;
    if (event.event === 'graphs-built') {
      isBuilt = true;
      kill();
    }
    seen.take(event);
  });
  // A process that ends at once takes no job; its end says more.
  child.on('error', (error) => stderr.push(error.message));
  child.send(job);
  try {
    const [exitCode, killedBy] = await new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) => {
      child.once('close', (...ending) => resolve(ending));
    });
    if (signal?.aborted) throw abortError(signal);
    if (isBuilt) return 'graphs-built';
    return seen.result(`ended with ${killedBy ?? exitCode}: ${stderr.join(' / ') || 'it said nothing'}`);
  } finally {
    signal?.removeEventListener('abort', kill);
    kill();
    seen.dispose();
  }
}

/** Gathers what the process tells. */
function createCollection(pid: number, startedAt: number, say: MeasureThroughputOptions['say']) {
  let models: Pick<MeasuredThroughput, 'devices' | 'notices'> = { devices: [], notices: [] };
  let plan: Pick<MeasuredThroughput, 'frames' | 'energy'> | undefined;
  let firstFrameSeconds = 0;
  let failure: HavcError | undefined;
  let isDone = false;
  let stages: readonly StageTime[] = [];
  const runs: ThroughputRun[] = [];
  const peaks: number[] = [];
  let watch: MemoryWatch | undefined;
  return {
    take(event: ThroughputEvent): void {
      switch (event.event) {
        case 'loaded':
          models = event;
          break;
        case 'first-frame':
          firstFrameSeconds = (performance.now() - startedAt) / 1000;
          break;
        case 'planned':
          plan = event;
          say?.(`${event.frames} frames a run`);
          break;
        case 'run-start':
          watch = process.platform === 'linux' ? watchMemory(pid) : undefined;
          break;
        case 'peer-start':
          if (watch) peaks.push(watch.stop().bytes);
          watch = undefined;
          break;
        case 'run-end': {
          runs.push(event.run);
          const { seconds, peerSeconds } = event.run;
          say?.(`run ${runs.length}: ${seconds.toFixed(1)} s, ffmpeg alone ${peerSeconds.toFixed(1)} s`);
          break;
        }
        case 'stages':
          stages = event.stages;
          break;
        case 'failed':
          failure = new HavcError(event.code ?? 'INFERENCE_FAILED', event.message);
          break;
        case 'done':
          isDone = true;
      }
    },
    /** @param ending - how the process ended, where it hasn't said all. */
    result(ending: string): MeasuredThroughput {
      if (failure) throw failure;
      if (!isDone || !plan) throw new HavcError('INFERENCE_FAILED', `The process that measures ${ending}.`);
      const { devices, notices } = models;
      const { frames, energy } = plan;
      const peakMemory = peaks.length === 0 ? undefined : Math.max(...peaks);
      return { devices, notices, frames, energy, runs, firstFrameSeconds, peakMemory, stages };
    },
    dispose: () => void watch?.stop(),
  };
}
