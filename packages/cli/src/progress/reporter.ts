import type { RunEvent } from './run-event.ts';

/** Tells the user how a run goes. */
export interface Reporter {
  tell(event: RunEvent): void;
  /** Leaves the terminal as it was, e.g. before a question or an error. Safe to call twice. */
  close(): void;
}

/** How `--progress` can be set. */
export const PROGRESS_MODES = ['auto', 'bar', 'lines', 'json', 'none'] as const;

export type ProgressMode = (typeof PROGRESS_MODES)[number];
