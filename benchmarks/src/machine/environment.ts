import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { locateFfmpeg } from '@havc/media';

/** What numbers depend on. */
export interface Environment {
  readonly date: string;
  readonly machine: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly node: string;
  readonly ffmpeg: string;
  readonly onnxruntime: string;
  /** Load of the last minute when the run began: what else the machine was doing. */
  readonly load: number;
}

/** Finds out on what the benchmarks run. */
export async function describeEnvironment(): Promise<Environment> {
  const { version, origin } = await locateFfmpeg();
  return {
    date: new Date().toISOString(),
    machine: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 1e9),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    ffmpeg: `${version} (from ${origin})`,
    onnxruntime: onnxruntimeVersion(),
    load: loadavg()[0] ?? 0,
  };
}

function onnxruntimeVersion(): string {
  // It is @havc/onnx's dependency and not ours: only from there can it be found.
  const require = createRequire(fileURLToPath(import.meta.resolve('@havc/onnx/package.json')));
  const { version } = JSON.parse(readFileSync(require.resolve('onnxruntime-node/package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
