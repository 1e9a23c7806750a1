import type { Writable } from 'node:stream';
import type { Reporter } from './reporter.ts';
import type { FrameDone, ImageDone } from './run-event.ts';
import { progressSentence, sentenceOf } from './sentence.ts';

/** How often a log gets a line: often enough to see that it lives, seldom enough to stay readable. */
const INTERVAL_MS = 5000;

/** Writes events as lines for a log, with the progress every five seconds; with `progress: false` without it. */
export function createLinesReporter(
  stream: Writable,
  options: { readonly progress: boolean; readonly now?: () => number },
): Reporter {
  const { progress, now = Date.now } = options;
  let lastAt: number | undefined;
  const tellProgress = (event: FrameDone | ImageDone) => {
    // The first line comes after the first interval: short runs need none.
    lastAt ??= now();
    if (!progress || now() - lastAt < INTERVAL_MS) return;
    lastAt = now();
    stream.write(`${progressSentence(event)}\n`);
  };
  return {
    tell(event) {
      if (event.event === 'frame-done' || event.event === 'image-done') return tellProgress(event);
      const sentence = sentenceOf(event);
      if (sentence !== undefined) stream.write(`${sentence}\n`);
    },
    close() {},
  };
}
