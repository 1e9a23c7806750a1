import type { HavcWarningKind } from './havc-warning.ts';

/** A function of the original that no recipe can have. */
export interface Untranslated {
  readonly kind: HavcWarningKind;
  /** What follows the function's name. */
  readonly message: string;
  /** Parameters whose clip is passed on, the first that has colours: by name, and by place. */
  readonly clips: readonly (readonly [name: string, place: number])[];
}

const CLIP = [['clip', 0]] as const;
const EXEMPLAR = {
  kind: 'unavailable',
  message: 'needs an exemplar model, which this version does not have yet: every frame is coloured by itself.',
  clips: [
    ['clip_ref', 1],
    ['clip', 0],
  ],
} as const satisfies Untranslated;
const EXPORT = {
  kind: 'elsewhere',
  message: 'writes reference frames: `havc refs export` does that.',
  clips: CLIP,
} as const satisfies Untranslated;

/** Functions of HAVC that are known, and left out with a warning. */
export const UNTRANSLATED: Readonly<Record<string, Untranslated>> = {
  HAVC_deepex: EXEMPLAR,
  HAVC_cmnet2: EXEMPLAR,
  HAVC_cmnet2dit: EXEMPLAR,
  HAVC_restore_video: EXEMPLAR,
  HAVC_main_restore: EXEMPLAR,
  HAVC_DeepRemaster: EXEMPLAR,
  HAVC_extract_reference_frames: EXPORT,
  HAVC_export_reference_frames: EXPORT,
  HAVC_export_list_frames: EXPORT,
  HAVC_recover_clip_color: {
    kind: 'left-out',
    message:
      'is left out: it takes colours of another clip. Between two models, the merge chroma-retention does the same.',
    clips: [
      ['clip', 0],
      ['clip_color', 1],
    ],
  },
  HAVC_clip_overlay: {
    kind: 'left-out',
    message: 'is left out: a recipe has one clip.',
    clips: [
      ['base', 0],
      ['overlay', 1],
    ],
  },
  HAVC_clip_slice: {
    kind: 'left-out',
    message: 'is left out: "tiles" of a colouring does that, as in the preset placebo.',
    clips: CLIP,
  },
  HAVC_clip_reconstruct: {
    kind: 'left-out',
    message: 'is left out: "tiles" of a colouring does that, as in the preset placebo.',
    clips: [['clip_tiles', 0]],
  },
  HAVC_read_video: {
    kind: 'elsewhere',
    message: 'is no part of a recipe: `havc colorize` is given the film.',
    clips: [],
  },
};
