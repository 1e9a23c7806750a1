import { type Options, SingleBar } from 'cli-progress';
import type { OutputStream } from '../streams.ts';
import type { Reporter } from './reporter.ts';
import type { FrameDone, ImageDone } from './run-event.ts';
import { percentage, progressSentence, sentenceOf } from './sentence.ts';

/** Columns of the bar itself: a quarter of the terminal, within reason, so that the figures beside it fit. */
const barWidth = (columns: number) => Math.max(5, Math.min(40, Math.floor(columns / 4)));

/** Draws a bar on the last line of a terminal, and writes everything else above it. */
export function createBarReporter(stream: OutputStream): Reporter {
  let bar: SingleBar | undefined;
  let last: FrameDone | ImageDone | undefined;
  const close = () => {
    bar?.stop();
    bar = undefined;
  };
  const draw = (event: FrameDone | ImageDone) => {
    last = event;
    const total = event.total ?? 0;
    const done = event.event === 'frame-done' ? event.frames : event.images;
    const payload = { sentence: progressSentence(event) };
    if (bar) {
      // A total that was reckoned can turn out too low.
      if (done > bar.getTotal()) bar.setTotal(Math.max(total, done));
      bar.update(done, payload);
      return;
    }
    bar = new SingleBar(barOptions(stream, event));
    bar.start(Math.max(total, done), done, payload);
  };
  return {
    tell(event) {
      if (event.event === 'frame-done' || event.event === 'image-done') return draw(event);
      const sentence = sentenceOf(event);
      if (sentence === undefined) return;
      const wasRunning = bar !== undefined;
      close();
      stream.write(`${sentence}\n`);
      if (wasRunning && last && event.event === 'image-failed') draw(last);
    },
    close,
  };
}

function barOptions(stream: OutputStream, event: FrameDone | ImageDone): Options {
  const width = barWidth(stream.columns ?? 80);
  return {
    stream,
    // Without a total there is nothing to fill: the figures stand alone.
    format: (_options, params, payload: { readonly sentence: string }) => {
      if (event.total === null) return payload.sentence;
      const filled = Math.round((width * percentage(params.value, params.total)) / 100);
      return `[${'='.repeat(filled)}${' '.repeat(width - filled)}] ${payload.sentence}`;
    },
    fps: 10,
    // The summary that follows says all that a full bar could.
    clearOnComplete: true,
    hideCursor: true,
    linewrap: false,
    // Signals are ours to handle: what runs must be stopped first, and the bar is closed then.
    gracefulExit: false,
  };
}
