import type { SPEEDS } from './named-choices.ts';
import { OWN_PRESETS } from './own-presets.ts';

/** A preset and what it is for. */
export interface ListedPreset {
  readonly name: string;
  /** `havc`: one of the original's, within which models and more are chosen. `own`: a recipe of ours. */
  readonly origin: 'havc' | 'own';
  readonly summary: string;
}

const SPEED_SUMMARIES: Readonly<Record<keyof typeof SPEEDS, string>> = {
  placebo: 'full size, each quarter of the picture coloured by itself: the finest colour, slowest by far',
  veryslow: 'full size, each model prepared, cleaned up and stabilised by itself before they are merged',
  slower: 'render factor 32, all filters',
  slow: 'render factor 28, all filters',
  medium: 'render factor 24, all filters: the one to begin with',
  fast: 'render factor 22, no filters but the colour map',
  faster: 'render factor 20, no filters but the colour map',
  veryfast: 'render factor 16, no filters but the colour map',
};

/** All presets: the original's speeds, slowest first, then our own. */
export function listPresets(): readonly ListedPreset[] {
  return [
    ...Object.entries(SPEED_SUMMARIES).map(([name, summary]) => ({ name, origin: 'havc' as const, summary })),
    ...Object.entries(OWN_PRESETS).map(([name, { summary }]) => ({ name, origin: 'own' as const, summary })),
  ];
}
