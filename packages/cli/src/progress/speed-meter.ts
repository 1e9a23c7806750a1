/** Speed over this many seconds: long enough to be steady, short enough to notice that a film got harder. */
const WINDOW_SECONDS = 10;

/** Before this many seconds the first frames, which come in a bunch, make nonsense of any speed. */
const LEAST_SECONDS = 1;

/** Speed of something that counts up, over its last ten seconds, and the time left at that speed. */
export interface SpeedMeter {
  /** Tells it how many are done now. */
  count(done: number): void;
  /** Per second; null until a second has been measured. */
  perSecond(): number | null;
  /** Seconds until `total` are done; null while the speed or the total isn't known. */
  secondsLeft(total: number | null): number | null;
}

/**
 * A meter that starts with the first count, so that the time it takes to load a model doesn't slow the speed it shows.
 *
 * @param now - a clock in milliseconds.
 */
export function createSpeedMeter(now: () => number): SpeedMeter {
  const counts: { readonly at: number; readonly done: number }[] = [];
  const perSecond = (): number | null => {
    const first = counts[0];
    const last = counts.at(-1);
    if (!first || !last || last.at - first.at < LEAST_SECONDS * 1000) return null;
    return ((last.done - first.done) / (last.at - first.at)) * 1000;
  };
  return {
    count(done) {
      const at = now();
      counts.push({ at, done });
      // Of the counts that are too old the youngest stays: it is where the window begins.
      while (counts.length > 2 && counts[1]!.at < at - WINDOW_SECONDS * 1000) counts.shift();
    },
    perSecond,
    secondsLeft(total) {
      const speed = perSecond();
      const last = counts.at(-1);
      if (total === null || !last || !speed) return null;
      return Math.max(0, total - last.done) / speed;
    },
  };
}
