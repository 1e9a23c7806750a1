/** Over which range of mean luma one treatment of a frame turns into the next: ±0.02 around each limit. */
export const LUMA_TRANSITION = 0.04;

/**
 * What each merge does when it isn't told otherwise: this is the place to change the weights of the merges.
 *
 * `weight` is the share of the second picture, 0..1. The other numbers are explained where the options are declared:
 * in the file of each merge.
 *
 * Source: HAVC's parameter arrays CMC_p, LMM_p, ALM_p and CRT_p, and the starting weights its documentation suggests.
 */
export const MERGE_DEFAULTS = {
  simple: { weight: 0.4, arithmetic: 'pillow' },
  'constrained-chroma': {
    weight: 0.6,
    threshold: 0.15,
    bounds: 'neutral',
    redFix: true,
    redFixTransition: LUMA_TRANSITION,
    simpleShare: 0.3,
    simpleWeightLimit: 0.6,
  },
  'luma-masked': { weight: 0.7, dark: 0.15, white: 0.65, saturation: 1, roundedSlope: false },
  'adaptive-luma': { weight: 0.8, threshold: 0.8, exponent: 1, minimumWeight: 0.15 },
  'chroma-retention': {
    weight: 0.9,
    saturation: 0.8,
    curve: 'steep',
    threshold: 30,
    steepness: 2,
    maskWeight: 0,
    workingSize: 'full',
    transition: LUMA_TRANSITION,
  },
  'chroma-bound-adaptive': {
    weight: 0.6,
    tolerance: 20,
    extraTolerance: 24,
    redFix: true,
    redFixTransition: LUMA_TRANSITION,
  },
} as const;
