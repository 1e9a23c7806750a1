import { abortError, HavcError } from '@havc/core';
import ffmpeg from 'fluent-ffmpeg';
import { inputArguments, outputArgument } from './input.ts';
import type { FfmpegInstallation } from './locate.ts';

/** One run of ffmpeg from files to a file. */
export interface Transcode {
  readonly inputs: readonly string[];
  /** A filter graph over `[0:v]`, `[1:v]`, ... */
  readonly graph: string;
  /** What goes between the graph and the output's name: mapping, codecs, muxer. */
  readonly arguments: readonly string[];
  /** A temporary file of the caller's, which is overwritten. */
  readonly output: string;
  /** What it is for, in messages: "comparing a.mp4 with b.mp4". */
  readonly task: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs ffmpeg once, with nothing piped through us.
 *
 * The one place that knows `fluent-ffmpeg`: it builds commands well, but is archived, and can't give a process further
 * pipes, which decoding and encoding need.
 *
 * @throws HavcError `FFMPEG_FAILED` with what ffmpeg said, `DISK_FULL`, `ABORTED`.
 */
export function transcode(installation: FfmpegInstallation, job: Transcode): Promise<void> {
  return new Promise((resolve, reject) => {
    const { signal } = job;
    if (signal?.aborted) return reject(abortError(signal));
    const command = ffmpeg().setFfmpegPath(installation.ffmpeg).setFfprobePath(installation.ffprobe);
    for (const path of job.inputs) {
      const given = inputArguments(path);
      const name = given.at(-1)!;
      command.input(name).inputOptions(given.slice(0, -2));
    }
    const stop = () => command.kill('SIGKILL');
    const settle = (error?: HavcError) => {
      signal?.removeEventListener('abort', stop);
      if (error) reject(error);
      else resolve();
    };
    command
      .complexFilter(job.graph)
      .outputOptions(['-y', ...job.arguments])
      .on('end', () => settle())
      .on('error', (cause: Error, _stdout: string | null, stderr: string | null) => {
        if (signal?.aborted) return settle(abortError(signal));
        const said = stderr?.trim().split('\n').slice(-3).join(' | ') ?? '';
        const full = /No space left on device/i.test(stderr ?? '');
        settle(
          new HavcError(
            full ? 'DISK_FULL' : 'FFMPEG_FAILED',
            full
              ? `The disk is full: ffmpeg could not write while ${job.task}.`
              : `ffmpeg failed while ${job.task}. It said: ${said}`,
            { cause, details: { stderr: said } },
          ),
        );
      });
    signal?.addEventListener('abort', stop, { once: true });
    command.save(outputArgument(job.output));
  });
}
