import type { LookName, MergeMethod } from '@havc/filters';
import type { ModelName } from '../models/model-names.ts';

/** The original's first colourizers, by the names that it gives them. */
export const FIRST_MODELS = {
  video: 'deoldify-video',
  stable: 'deoldify-stable',
  artistic: 'deoldify-artistic',
} as const satisfies Record<string, ModelName>;

/** The original's second colourizers. */
export const SECOND_MODELS = {
  modelscope: 'ddcolor-modelscope',
  artistic: 'ddcolor-artistic',
  siggraph17: 'siggraph17',
  eccv16: 'eccv16',
} as const satisfies Record<string, ModelName>;

/** The speeds, from the most careful to the fastest, and the render factor of their models. */
export const SPEEDS = {
  placebo: 32,
  veryslow: 32,
  slower: 32,
  slow: 28,
  medium: 24,
  fast: 22,
  faster: 20,
  veryfast: 16,
} as const;

/** A speed's name. */
export type SpeedName = keyof typeof SPEEDS;

/** How two colourings are merged, by the original's names. */
export const COMB_METHODS = {
  simple: 'simple',
  'constrained-chroma': 'constrained-chroma',
  'luma-masked': 'luma-masked',
  'adaptive-luma': 'adaptive-luma',
  'chroma-retention': 'chroma-retention',
  'chromabound adaptive': 'chroma-bound-adaptive',
} as const satisfies Record<string, MergeMethod>;

/** The second colourizer's share. */
export const VIDEO_TUNES = {
  verystable: 0.2,
  morestable: 0.3,
  stable: 0.4,
  balanced: 0.5,
  vivid: 0.6,
  morevivid: 0.7,
  veryvivid: 0.8,
} as const;

/** The hues that a colour fix calms, in degrees. */
export const COLOR_FIXES = {
  none: undefined,
  magenta: { from: 270, to: 300 },
  'magenta/violet': { from: 250, to: 360 },
  violet: { from: 300, to: 330 },
  'violet/red': { from: 300, to: 360 },
  'blue/magenta': { from: 220, to: 280 },
  yellow: { from: 60, to: 90 },
  'yellow/orange': { from: 30, to: 90 },
  'yellow/green': { from: 60, to: 120 },
  // Calms what violet/red does, with the medium strength whatever is asked for, and adds a look.
  'retinex/red': { from: 300, to: 360 },
} as const;

/** How strong something is. */
export const STRENGTHS = ['none', 'light', 'medium', 'strong'] as const;

/** How strong something is. */
export type Strength = (typeof STRENGTHS)[number];

/** What a colour fix does to the second colourizer's colours: saturation of the hues, share of the whole. */
export const FIX_STRENGTHS = {
  'ddcolor-modelscope': { light: [0.7, 0.1], medium: [0.5, 0.1], strong: [0.2, 0.1] },
  'ddcolor-artistic': { light: [0.8, 0.1], medium: [0.5, 0.1], strong: [0.2, 0.1] },
  siggraph17: { light: [0.6, 0.1], medium: [0.4, 0.2], strong: [0.2, 0.1] },
  eccv16: { light: [0.7, 0.1], medium: [0.6, 0.1], strong: [0.3, 0.1] },
} as const;

/** What it does to the finished colours, at the most careful speed: saturation of the hues. */
export const FINAL_FIX_STRENGTHS = { light: 0.9, medium: 0.7, strong: 0.5 } as const;

/** How much of the picture as it was a colour map keeps. Without a strength it keeps all, and changes nothing. */
export const MAP_KEEPS = { none: 1, light: 0.9, medium: 0.8, strong: 0.75 } as const;

/** Levels of colour stabilisation by an exemplar model. */
export const COLOR_TEMPS = ['none', 'veryhigh', 'high', 'medium', 'low', 'verylow'] as const;

/** How tone is cleaned up, by the original's numbers 0 to 5; 6 is retinex before colouring. */
export const BLACK_WHITE_MODES = [
  'clahe-luma',
  'equalize-rgb',
  'clahe-rgb',
  'clahe-and-equalize',
  'look',
  'retinex',
] as const;

/** A look and how much of it. */
export interface LookShare {
  readonly look: LookName;
  readonly strength: number;
}

/** The look that `retinex/red` adds. */
export const RED_LOOKS = {
  light: { look: 'exploration', strength: 0.8 },
  medium: { look: 'city-skyline', strength: 0.6 },
  strong: { look: 'fuj-film', strength: 0.6 },
} as const satisfies Record<string, LookShare>;

/** The look that `retinex/red` adds when it is strong and reds are turned to brown. */
export const RED_TO_BROWN_LOOK = { look: 'amber-light', strength: 0.4 } as const satisfies LookShare;

/** The looks of a finished film's adjustment, for modes 4 and 6 of the tone's clean-up. */
export const ADJUST_LOOKS = {
  4: {
    light: { look: 'exploration', strength: 0.8 },
    medium: { look: 'city-skyline', strength: 0.6 },
    strong: { look: 'amber-light', strength: 0.5 },
  },
  6: {
    light: { look: 'fuj-film', strength: 0.6 },
    medium: { look: 'flat-pop', strength: 0.7 },
    strong: { look: 'warm-haze', strength: 0.5 },
  },
} as const satisfies Record<number, Record<string, LookShare>>;

/** The original's stabiliser: what it takes out of shadows, how it calms, and how it averages over time. */
export const STABILIZER = {
  dark: { threshold: 0.2, amount: 0.8 },
  smooth: { dark: 0.3, white: 0.7, saturation: 0.9, darken: 0 },
  stabilize: {
    frames: 5,
    mode: 'arithmetic',
    refill: { saturation: 1, threshold: 15, weight: 0.2, maxGrayShare: 0.8 },
  },
} as const;
