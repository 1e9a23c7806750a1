import { stat } from 'node:fs/promises';
import { HavcError, throwIfAborted } from '@havc/core';
import { type Device, type DeviceAttempt, type DeviceChoice, defaultThreads, ensureDeviceChoice } from './device.ts';
import { type AttemptResult, chooseDevice } from './device-choice.ts';
import { type InferenceChild, startInferenceChild } from './inference-child.ts';
import { type ModelSource, openOnChild } from './open-child.ts';
import type { OpenedReply, ProcessorSource } from './protocol.ts';
import { createRunQueue } from './run-queue.ts';
import { ensureFeeds, ensureTensors, type TensorInfo, type Tensors } from './tensor.ts';

/** What {@link createSession} takes. */
export interface SessionOptions {
  /** Path of the .onnx file; weights in external data files are found beside it. */
  readonly model: string;
  /** The model's name in messages, e.g. `compact`. */
  readonly name: string;
  /** Feeds of the first run, which makes the session ready; of the size that later runs will have. */
  readonly warmUp: Tensors;
  /** Where to run. Default `auto`: the best device that works, see {@link InferenceSession.attempts}. */
  readonly device?: DeviceChoice;
  /** Threads on the processor. Default: as many as there are cores. */
  readonly threads?: number;
  /** Runs after which the process is replaced by a fresh one, against leaks in native code. Default 10000. */
  readonly recycleAfter?: number;
  /** How long one run may take before the process is taken for stuck and replaced. Default: no limit. */
  readonly timeoutMs?: number;
  /** Work around the model that is done in the inference process. Default: none, `run` gives the model's outputs. */
  readonly processor?: ProcessorSource;
  /** Stops the creation; the session itself isn't bound to it. */
  readonly signal?: AbortSignal;
}

/** A model that is loaded in a process of its own and ready to run. */
export interface InferenceSession {
  /**
   * Runs the model. Calls may overlap: they queue, and end in the order in which they began. The arrays in `feeds`
   * must not change before the result is there.
   *
   * @throws HavcError `OPTION_INVALID` for feeds that the model doesn't take; `INFERENCE_FAILED` when the run failed,
   *   took longer than `timeoutMs` or its process ended (the next run starts a fresh one); `ABORTED`.
   */
  run(feeds: Tensors, options?: { readonly signal?: AbortSignal }): Promise<Tensors>;
  /** The device that was taken. */
  readonly device: Device;
  /** What became of each device that was tried, in the order of trying. */
  readonly attempts: readonly DeviceAttempt[];
  /** What the model takes. */
  readonly inputs: readonly TensorInfo[];
  /** What the model gives. */
  readonly outputs: readonly TensorInfo[];
  /** The inference process, where one is running. */
  readonly pid: number | undefined;
  /** Ends the process; runs still under way fail with `ABORTED`. Safe to call twice. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A session in a child process, warmed up: the model runs there, and this process stays responsive.
 *
 * @throws HavcError `MODEL_MISSING` when there is no such file; `WEIGHTS_REFUSED` when it can't be loaded;
 *   `DEVICE_UNAVAILABLE` when the named device can't be had; `OPTION_INVALID`; `INFERENCE_FAILED` when the warm-up
 *   fails; `ABORTED`.
 */
export async function createSession(options: SessionOptions): Promise<InferenceSession> {
  const { name, device: choice = 'auto', threads = defaultThreads(), warmUp, processor, signal } = options;
  const { recycleAfter = 10_000, timeoutMs } = options;
  ensureDeviceChoice(choice);
  ensurePositive(threads, 'threads');
  ensurePositive(recycleAfter, 'recycleAfter');
  if (timeoutMs !== undefined) ensurePositive(timeoutMs, 'timeoutMs');
  ensureTensors(warmUp, 'options.warmUp');
  throwIfAborted(signal);
  await ensureModelFile(options.model, name);

  const source: ModelSource = { model: options.model, name, threads, warmUp, ...(processor && { processor }) };
  const { device, session, attempts } = await openOnBestDevice(source, choice, signal);
  const { inputs, outputs } = session.opened;

  const queue = createRunQueue({
    name,
    device,
    recycleAfter,
    timeoutMs,
    first: session.child,
    start: (stop) => openOnDevice(source, device, stop),
  });

  const dispose = (): Promise<void> => queue.dispose();
  return {
    device,
    attempts,
    inputs,
    outputs,
    get pid() {
      return queue.pid();
    },
    async run(feeds, runOptions = {}) {
      ensureTensors(feeds, 'feeds');
      if (!processor) ensureFeeds(feeds, inputs, name);
      return queue.run(feeds, runOptions.signal);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

interface OpenedChild {
  readonly child: InferenceChild;
  readonly opened: OpenedReply;
}

/** Tries devices one by one, in one process for as long as it lives and no session is in it. */
async function openOnBestDevice(source: ModelSource, choice: DeviceChoice, signal: AbortSignal | undefined) {
  const started: InferenceChild[] = [];
  let idle: InferenceChild | undefined;
  let taken: InferenceChild | undefined;
  const killAll = (): Promise<unknown> =>
    Promise.all(started.filter((child) => child !== taken).map((child) => child.kill()));
  const onAbort = (): void => void killAll();
  signal?.addEventListener('abort', onAbort);

  const attempt = async (device: Device, measure: boolean): Promise<AttemptResult<OpenedChild>> => {
    const child = idle ?? startInferenceChild();
    if (!idle) started.push(child);
    idle = undefined;
    const result = await openOnChild(child, source, device, measure);
    throwIfAborted(signal);
    if (result.kind === 'failed') {
      if (!result.processEnded) idle = child;
      return { usable: false, reason: result.reason, error: result.error };
    }
    const { runMs } = result;
    return { usable: true, session: { child, opened: result }, ...(runMs !== undefined && { runMs }) };
  };

  try {
    const chosen = await chooseDevice(choice, attempt);
    taken = chosen.session.child;
    return chosen;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await killAll();
  }
}

async function openOnDevice(source: ModelSource, device: Device, signal: AbortSignal): Promise<InferenceChild> {
  const child = startInferenceChild();
  const kill = (): void => void child.kill();
  signal.addEventListener('abort', kill);
  try {
    const result = await openOnChild(child, source, device, false);
    throwIfAborted(signal);
    if (result.kind === 'failed') throw result.error;
    return child;
  } catch (error) {
    await child.kill();
    throw error;
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

async function ensureModelFile(path: string, name: string): Promise<void> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw new HavcError('MODEL_MISSING', `The file of model ${name} can't be opened: ${path}. Install it again.`, {
      details: { model: name, path },
      cause,
    });
  });
  if (stats.isFile()) return;
  throw new HavcError('MODEL_MISSING', `The file of model ${name} is no file: ${path}. Name the .onnx file itself.`, {
    details: { model: name, path },
  });
}

function ensurePositive(value: number, option: string): void {
  if (Number.isInteger(value) && value > 0) return;
  throw new HavcError('OPTION_INVALID', `options.${option} must be a whole number of at least 1, got ${value}.`);
}
