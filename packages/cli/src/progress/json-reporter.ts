import type { Writable } from 'node:stream';
import type { Reporter } from './reporter.ts';
import type { FrameDone } from './run-event.ts';

/** Frames are reported at most so often; a reader that draws a bar needs no more, and a fast film makes hundreds. */
const INTERVAL_MS = 200;

/**
 * Writes each event as one JSON object on a line of its own. Of `frame-done` the first, the last and five a second are
 * written.
 */
export function createJsonReporter(stream: Writable, now: () => number = Date.now): Reporter {
  let lastAt = Number.NEGATIVE_INFINITY;
  let held: FrameDone | undefined;
  const write = (event: object) => stream.write(`${JSON.stringify(event)}\n`);
  const flush = () => {
    if (held) write(held);
    held = undefined;
  };
  return {
    tell(event) {
      if (event.event !== 'frame-done') {
        flush();
        write(event);
      } else if (now() - lastAt < INTERVAL_MS) {
        held = event;
      } else {
        held = undefined;
        lastAt = now();
        write(event);
      }
    },
    close: flush,
  };
}
