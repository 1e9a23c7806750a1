import type { Film } from '@havc/media';
import type { ColorizeContext } from '../colorize/colorize-request.ts';
import { createSpeedMeter } from '../progress/speed-meter.ts';

/** A function that tells that one more frame of the film has been looked at. */
export function frameProgress(film: Film, where: string, { reporter }: ColorizeContext): () => void {
  const meter = createSpeedMeter(() => performance.now());
  const total = film.frameCount ?? null;
  let frames = 0;
  return () => {
    meter.count(++frames);
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
