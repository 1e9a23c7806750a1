/** Filters over time look at up to fifteen frames, and three are on their way at once: with fewer, a run is all start. */
const LEAST_FRAMES = 8;

/**
 * How many frames a run should have to take about as long as is wanted: at least eight, at most what the film has.
 *
 * @param secondsPerFrame - as a run before has shown.
 */
export function planFrames(available: number, secondsPerFrame: number, runSeconds: number): number {
  const wanted = Math.floor(runSeconds / Math.max(secondsPerFrame, 1e-6));
  return Math.min(available, Math.max(LEAST_FRAMES, wanted));
}
