import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { abortError, HavcError } from '@havc/core';

/** Lines of stderr that are kept for an error's message; older ones are dropped, so that a chatty run can't fill memory. */
const KEPT_LINES = 40;

/** A running ffmpeg or ffprobe, with its end told apart: done, failed, killed, stopped by the caller. */
export interface FfmpegChild {
  readonly process: ChildProcess;
  /** Ends when the process has exited with 0; else throws HavcError `FFMPEG_FAILED`, `DISK_FULL` or `ABORTED`. */
  readonly done: Promise<void>;
  /** The last lines that it wrote to stderr. */
  readonly messages: readonly string[];
  /** Kills it at once; `done` then resolves. For a reader that has all it wants. */
  dismiss(): void;
}

export interface FfmpegChildOptions {
  readonly program: string;
  readonly args: readonly string[];
  /** What it is doing, for messages: "decoding film.mkv". */
  readonly task: string;
  /** As for `child_process.spawn`; stderr is always a pipe. */
  readonly stdio: NonNullable<SpawnOptions['stdio']>;
  readonly signal?: AbortSignal | undefined;
  /** Called with each line of stderr. */
  readonly onMessage?: ((line: string) => void) | undefined;
}

/** Starts ffmpeg or ffprobe. It is killed when the signal aborts. */
export function startFfmpeg(options: FfmpegChildOptions): FfmpegChild {
  const { program, args, task, signal } = options;
  const messages: string[] = [];
  let dismissed = false;
  const child = spawn(program, args, {
    stdio: options.stdio,
    windowsHide: true,
    env: environmentFor(program),
    // A Ctrl-C in the terminal reaches the whole process group: ffmpeg would end before we have decided what to keep.
    detached: process.platform !== 'win32',
  });
  const kill = () => {
    child.kill('SIGKILL');
  };
  const onExit = () => kill();
  process.once('exit', onExit);

  let rest = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split(/[\r\n]+/);
    rest = lines.pop()!.slice(-4096);
    for (const line of lines) {
      if (line === '') continue;
      messages.push(line);
      if (messages.length > KEPT_LINES) messages.shift();
      options.onMessage?.(line);
    }
  });

  const done = new Promise<void>((resolve, reject) => {
    const settle = (error?: HavcError) => {
      process.removeListener('exit', onExit);
      signal?.removeEventListener('abort', kill);
      if (error) reject(error);
      else resolve();
    };
    child.once('error', (cause) => {
      settle(
        new HavcError('FFMPEG_FAILED', `${program} could not be started for ${task}: ${cause.message}.`, { cause }),
      );
    });
    child.once('close', (code, killedBy) => {
      if (rest !== '') messages.push(rest);
      if (dismissed) return settle();
      if (signal?.aborted) return settle(abortError(signal));
      if (code === 0) return settle();
      settle(failure(task, code, killedBy, messages));
    });
  });
  // Whoever awaits `done` sees the rejection; until then it must not count as unhandled.
  done.catch(() => {});
  if (signal?.aborted) kill();
  else signal?.addEventListener('abort', kill, { once: true });
  return {
    process: child,
    done,
    messages,
    dismiss() {
      dismissed = true;
      kill();
    },
  };
}

/**
 * The builds from npm are linked statically, and crash where they load the system's character set converters (for the
 * station's name in a transport stream, for instance). With none to load, they use those built in.
 */
function environmentFor(program: string): NodeJS.ProcessEnv {
  const isPackaged = /[\\/]@ff(mpeg|probe)-installer[\\/]/.test(program);
  return isPackaged ? { ...process.env, GCONV_PATH: '/nonexistent' } : process.env;
}

function failure(
  task: string,
  code: number | null,
  killedBy: NodeJS.Signals | null,
  messages: readonly string[],
): HavcError {
  const details = { exitCode: code, signal: killedBy, stderr: messages.slice(-10) };
  const tail = messages.slice(-3).join(' | ');
  if (messages.some((line) => /No space left on device/i.test(line))) {
    return new HavcError(
      'DISK_FULL',
      `The disk is full: ffmpeg could not write while ${task}. Free some space and run again.`,
      {
        details,
      },
    );
  }
  const said = tail && ` It said: ${tail}`;
  if (killedBy) {
    const advice =
      killedBy === 'SIGKILL'
        ? 'Someone or the system ended it, often because memory ran out: free some, or use a smaller size.'
        : 'Someone or the system ended it, or it crashed: run again, or install another version of ffmpeg.';
    return new HavcError('FFMPEG_FAILED', `ffmpeg was killed by ${killedBy} while ${task}. ${advice}${said}`, {
      details,
    });
  }
  return new HavcError('FFMPEG_FAILED', `ffmpeg ended with exit code ${code} while ${task}.${said}`, { details });
}

/** What the program wrote to stdout, as text of at most `maxBytes` bytes. */
export async function readFfmpegOutput(
  options: Omit<FfmpegChildOptions, 'stdio'> & { readonly maxBytes?: number },
): Promise<string> {
  const child = startFfmpeg({ ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const limit = options.maxBytes ?? 64 << 20;
  const chunks: Buffer[] = [];
  let size = 0;
  child.process.stdout?.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) child.process.kill('SIGKILL');
    else chunks.push(chunk);
  });
  try {
    await child.done;
  } catch (cause) {
    if (size <= limit) throw cause;
    throw new HavcError(
      'INPUT_UNREADABLE',
      `While ${options.task}, more than ${limit >> 20} MB of description came out.`,
      {
        cause,
      },
    );
  }
  return Buffer.concat(chunks).toString('utf8');
}
