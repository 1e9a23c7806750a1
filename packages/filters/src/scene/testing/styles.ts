import type { ClipStyle } from './clips.ts';

/** The kinds of film that detectors are measured on: each has one thing that is hard about it. */
export function clipStyles(): ClipStyle[] {
  return [
    { name: 'clean', shots: 6 },
    { name: 'heavy grain', shots: 6, grain: 14 },
    { name: 'flicker', shots: 6, flicker: 0.2 },
    { name: 'flashes', shots: 5, flashes: 2 },
    { name: 'dust and scratches', shots: 6, dust: 25, scratches: 0.5 },
    { name: 'torn frames, unsteady', shots: 5, torn: 1, weave: 2.5 },
    { name: 'dark', shots: 6, gain: 0.18, grain: 3 },
    { name: 'fast pans', shots: 6, pan: 11 },
    { name: 'something crosses', shots: 6, crossing: true },
    { name: 'similar shots', shots: 6, similar: true },
    { name: 'animation in twos', shots: 5, pan: 6, hold: 2 },
    { name: 'cross-fades', shots: 6, shortest: 40, longest: 56, transition: 'cross-fade' },
    { name: 'fades through black', shots: 6, shortest: 30, longest: 40, transition: 'black' },
  ];
}
