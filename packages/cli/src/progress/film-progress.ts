import type { Film } from '@havc/media';
import type { Reporter } from './reporter.ts';
import { createSpeedMeter } from './speed-meter.ts';

/**
 * A function that tells how many frames of a film are done.
 *
 * @param where - what runs where, for people.
 */
export function filmProgress(film: Film, where: string, reporter: Reporter): (frames: number) => void {
  const meter = createSpeedMeter(() => performance.now());
  const total = film.frameCount ?? null;
  return (frames) => {
    meter.count(frames);
    reporter.tell({
      event: 'frame-done',
      frames,
      total,
      totalExact: film.frameCountExact,
      fps: meter.perSecond(),
      secondsLeft: meter.secondsLeft(total),
      where,
    });
  };
}
