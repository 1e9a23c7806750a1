import { abortError, HavcError, throwIfAborted } from '@havc/core';
import type { Device } from './device.ts';
import { type ChildExit, type ChildReply, describeExit, type InferenceChild } from './inference-child.ts';
import { publishRunTimes } from './run-times.ts';
import { packTensors, type Tensors, unpackTensors } from './tensor.ts';

/** Runs on an inference process that is replaced when it ends, is stuck, or has done its share. */
export interface RunQueue {
  run(feeds: Tensors, signal: AbortSignal | undefined): Promise<Tensors>;
  dispose(): Promise<void>;
  /** The process that is running now, if one is. */
  pid(): number | undefined;
}

/** What a queue needs to know. */
export interface RunQueueOptions {
  /** Names in messages. */
  readonly name: string;
  readonly device: Device;
  readonly recycleAfter: number;
  readonly timeoutMs: number | undefined;
  /** The process to begin with, its model open. */
  readonly first: InferenceChild;
  /** Starts the next process and opens the model there; aborted when the queue is disposed meanwhile. */
  readonly start: (signal: AbortSignal) => Promise<InferenceChild>;
}

interface Job {
  readonly feeds: Tensors;
  readonly resolve: (outputs: Tensors) => void;
  readonly reject: (error: unknown) => void;
  /** Whether its caller has had an answer already: nobody waits for the result. */
  settled: boolean;
}

/** A request ahead lies in the channel while the process is busy, so that it never waits for this side. */
const SENT_AT_MOST = 2;

/** How long a run that nobody waits for any more may still occupy the process. */
const ABANDONED_MS = 500;

/** A queue of runs, first in, first out, on one process at a time. */
export function createRunQueue({ name, device, recycleAfter, timeoutMs, first, start }: RunQueueOptions): RunQueue {
  let child: InferenceChild | undefined;
  let starting: Promise<void> | undefined;
  const disposal = new AbortController();
  let runsOfChild = 0;
  const waiting: Job[] = [];
  let sent: Job[] = [];
  let watchdog: NodeJS.Timeout | undefined;

  const settle = (job: Job, end: (job: Job) => void): void => {
    if (job.settled) return;
    job.settled = true;
    end(job);
  };

  const fail = (code: 'INFERENCE_FAILED' | 'ABORTED', message: string, details: object = {}): HavcError =>
    new HavcError(code, message, { details: { model: name, device, ...details } });

  /** Makes `next` the process in use; what the last one left undone is sent again. */
  const adopt = (next: InferenceChild): void => {
    child = next;
    runsOfChild = 0;
    void next.exited.then((exit) => {
      if (child === next) lose(exit);
    });
    pump();
  };

  /** The process ended by itself: the run at its head is lost, those behind it hadn't begun. */
  const lose = (exit: ChildExit): void => {
    const [head] = sent;
    if (head) settle(head, (job) => job.reject(crashError(exit)));
    release();
  };

  /** Lets go of the process; its unfinished runs go back to the head of the queue. */
  const release = (): void => {
    clearTimeout(watchdog);
    watchdog = undefined;
    const ended = child;
    child = undefined;
    waiting.unshift(...sent.filter((job) => !job.settled));
    sent = [];
    void ended?.kill();
    pump();
  };

  const crashError = (exit: ChildExit): HavcError => {
    const advice =
      exit.signal === 'SIGKILL'
        ? 'Someone or the system ended it, often because memory ran out: free some, or use a smaller size.'
        : 'This is a fault in native code, often in a graphics driver: update it, or use device "cpu".';
    const said = exit.stderr.slice(-3);
    return fail(
      'INFERENCE_FAILED',
      `The process of model ${name} on ${device} ${describeExit(exit)} during a run${said.length > 0 ? ` (it said: ${said.join(' / ')})` : ''}. ${advice}`,
      { ...exit },
    );
  };

  const pump = (): void => {
    if (disposal.signal.aborted) return;
    while (waiting[0]?.settled) waiting.shift();
    if (!child) {
      if (waiting.length > 0) starting ??= restart();
      return;
    }
    if (runsOfChild >= recycleAfter && waiting.length > 0) {
      if (sent.length === 0) release();
      return;
    }
    while (sent.length < SENT_AT_MOST && waiting.length > 0 && runsOfChild < recycleAfter) {
      const job = waiting.shift()!;
      if (job.settled) continue;
      runsOfChild++;
      sent.push(job);
      send(job, child);
    }
    watchHead();
  };

  const restart = async (): Promise<void> => {
    try {
      const next = await start(disposal.signal);
      starting = undefined;
      adopt(next);
    } catch (error) {
      starting = undefined;
      for (const job of waiting.splice(0)) settle(job, () => job.reject(error));
    }
  };

  const send = (job: Job, to: InferenceChild): void => {
    const { places, parts } = packTensors(job.feeds);
    void to.request({ kind: 'run', feeds: places }, parts).then((reply) => {
      // A process that ended or was let go has given its runs back already.
      if (child !== to || reply.header.kind === 'exited') return;
      sent.shift();
      clearTimeout(watchdog);
      watchdog = undefined;
      settle(job, () => finish(job, reply));
      pump();
    });
  };

  const finish = (job: Job, { header, body }: ChildReply): void => {
    if (header.kind === 'ran') {
      const { modelSeconds, modelCpuSeconds } = header;
      publishRunTimes({ model: name, device, modelSeconds, modelCpuSeconds });
      job.resolve(unpackTensors(header.outputs, body));
      return;
    }
    const message = header.kind === 'failed' ? header.message : `unexpected reply ${header.kind}`;
    job.reject(
      fail(
        'INFERENCE_FAILED',
        `Model ${name} failed a run on ${device}: ${message}. Check the picture's size, or try another device.`,
      ),
    );
  };

  /** Limits how long the run at the head may take: `timeoutMs` while it's wanted, half a second once it isn't. */
  const watchHead = (): void => {
    const [head] = sent;
    if (!head || watchdog) return;
    const limit = head.settled ? ABANDONED_MS : timeoutMs;
    if (limit === undefined) return;
    watchdog = setTimeout(() => {
      const message = `Model ${name} on ${device} took more than ${limit} ms for a run, so its process was ended. The next run starts a fresh one; a smaller size or another device may be faster.`;
      settle(head, (job) => job.reject(fail('INFERENCE_FAILED', message, { timeoutMs: limit })));
      release();
    }, limit);
  };

  const abandon = (job: Job, error: HavcError): void => {
    settle(job, () => job.reject(error));
    if (sent[0] !== job) return;
    clearTimeout(watchdog);
    watchdog = undefined;
    watchHead();
  };

  adopt(first);

  return {
    run(feeds, signal) {
      return new Promise<Tensors>((resolve, reject) => {
        throwIfAborted(signal);
        if (disposal.signal.aborted)
          throw fail('ABORTED', `The session of model ${name} was disposed: create another one.`);
        const onAbort = (): void => abandon(job, abortError(signal!));
        const unlisten = (): void => signal?.removeEventListener('abort', onAbort);
        const job: Job = {
          feeds,
          settled: false,
          resolve: (outputs) => {
            unlisten();
            resolve(outputs);
          },
          reject: (error) => {
            unlisten();
            reject(error);
          },
        };
        signal?.addEventListener('abort', onAbort);
        waiting.push(job);
        pump();
      });
    },
    async dispose() {
      disposal.abort();
      clearTimeout(watchdog);
      const error = fail('ABORTED', `The session of model ${name} was disposed before this run was complete.`);
      for (const job of [...sent, ...waiting]) settle(job, () => job.reject(error));
      sent = [];
      waiting.length = 0;
      const ended = child;
      child = undefined;
      await Promise.all([ended?.kill(), starting]);
    },
    pid: () => child?.pid,
  };
}
