import type { Method } from '../methods/method.ts';

/** What all parts of a run go by. */
export interface PartSettings {
  readonly methods: readonly Method[];
  /** Shorter films, single runs, fewer settings. */
  readonly quick: boolean;
}
