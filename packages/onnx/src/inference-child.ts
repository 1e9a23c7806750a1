import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { builtFile } from './built-file.ts';
import { createMessageReader, encodeMessage } from './message.ts';
import type { Reply, Request } from './protocol.ts';

/** How an inference process ended. */
export interface ChildExit {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines that it wrote to stderr, without stack frames. */
  readonly stderr: readonly string[];
  /** Set when it couldn't be started at all. */
  readonly cause?: Error;
}

/** What stands in for the reply when the process ended first. */
export interface ExitedReply {
  readonly kind: 'exited';
  readonly exit: ChildExit;
}

/** An answer of the process, with the tensors' bytes. */
export interface ChildReply {
  readonly header: Reply | ExitedReply;
  readonly body: Uint8Array;
}

/** One inference process, as its host sees it. */
export interface InferenceChild {
  readonly pid: number | undefined;
  /** What it has written to stderr lately. */
  stderr(): readonly string[];
  /** Forgets it: what was written while devices were tried says nothing of a crash that comes later. */
  forgetStderr(): void;
  /**
   * Sends a request and waits for its reply; several may be under way, and replies come in the order of requests.
   * Never rejects: a process that ends first is a reply too.
   */
  request(header: Request, body?: readonly Uint8Array[]): Promise<ChildReply>;
  /** Ends the process at once, whatever it does; resolves when it's gone. Safe to call twice. */
  kill(): Promise<void>;
  /** Resolves when the process has ended, for whatever reason. */
  readonly exited: Promise<ChildExit>;
}

const STDERR_LINES = 20;
/** Long enough for ONNX Runtime's lines, which name the missing library behind several paths. */
const STDERR_LINE_LENGTH = 2000;

/**
 * Starts an inference process. It keeps the host's event loop alive only while a request is under way, and ends by
 * itself when the host does.
 */
export function startInferenceChild(): InferenceChild {
  const child = spawn(process.execPath, [builtFile(import.meta.url, 'inference-process.js')], {
    // stdout is dropped: native libraries write to it as they like, and the host's own stdout may carry data.
    stdio: ['ignore', 'ignore', 'pipe', 'overlapped'],
    windowsHide: true,
  });
  // Without free file descriptors there is no stdio at all, only an `error` event to come.
  const channel = child.stdio?.[3] as Socket | undefined;
  const waiting: ((reply: ChildReply) => void)[] = [];
  const { lines: stderr, forget: forgetStderr } = collectLines(child);

  let ended: ChildExit | undefined;
  const exited = new Promise<ChildExit>((resolve) => {
    const finish = (exit: ChildExit): void => {
      if (ended) return;
      ended = exit;
      channel?.destroy();
      for (const resolveReply of waiting.splice(0)) resolveReply(exitedReply(exit));
      resolve(exit);
    };
    // `close` comes after the last of stderr, which `exit` doesn't wait for.
    child.on('close', (exitCode, signal) => finish({ exitCode, signal, stderr: stderr() }));
    child.on('error', (cause) => finish({ exitCode: null, signal: null, stderr: stderr(), cause }));
  });

  // A broken channel means that the process is gone or going, which `exited` tells with its reason.
  channel?.on('error', () => child.kill('SIGKILL'));
  channel?.on(
    'data',
    createMessageReader(({ header, body }) => {
      waiting.shift()?.({ header: header as unknown as Reply, body });
      holdEventLoop(waiting.length > 0);
    }),
  );

  const holdEventLoop = (hold: boolean): void => {
    for (const handle of [child, channel, child.stderr as Socket | null]) hold ? handle?.ref() : handle?.unref();
  };
  holdEventLoop(false);

  return {
    pid: child.pid,
    stderr,
    forgetStderr,
    exited,
    request(header, body) {
      return new Promise((resolve) => {
        if (ended) {
          resolve(exitedReply(ended));
          return;
        }
        waiting.push(resolve);
        holdEventLoop(true);
        channel?.cork();
        for (const part of encodeMessage(header, body)) channel?.write(part);
        channel?.uncork();
      });
    },
    async kill() {
      if (ended) return;
      holdEventLoop(true);
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function exitedReply(exit: ChildExit): ChildReply {
  return { header: { kind: 'exited', exit }, body: new Uint8Array(0) };
}

/** How a process ended, as the end of a sentence: "was killed by SIGKILL". */
export function describeExit({ exitCode, signal, cause }: ChildExit): string {
  if (cause) return `couldn't be started (${cause.message})`;
  return signal ? `was killed by ${signal}` : `exited with code ${exitCode}`;
}

/** Whether a line says something: Node's long dump of the stack after a native crash would push out all else. */
function isTelling(line: string): boolean {
  return line.trim() !== '' && !/^\s*\d+: |^----- .* stack trace -----$/.test(line);
}

function collectLines(child: ChildProcess): { lines(): readonly string[]; forget(): void } {
  const lines: string[] = [];
  let rest = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split(/\r?\n/);
    rest = parts.pop()!.slice(0, STDERR_LINE_LENGTH);
    lines.push(...parts.filter(isTelling).map((line) => line.slice(0, STDERR_LINE_LENGTH)));
    lines.splice(0, lines.length - STDERR_LINES);
  });
  return {
    lines: () => (rest.trim() ? [...lines, rest] : [...lines]),
    forget() {
      lines.length = 0;
      rest = '';
    },
  };
}
