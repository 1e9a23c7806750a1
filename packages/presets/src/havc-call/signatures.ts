/**
 * A parameter: its name, what it takes, its default, and the range of numbers. `name` is a text or None; `clip` and
 * `any` aren't checked.
 */
export type Parameter =
  | readonly [name: string, kind: 'clip' | 'any']
  | readonly [name: string, kind: 'text' | 'name', default_: string]
  | readonly [name: string, kind: 'boolean', default_: boolean]
  | readonly [name: string, kind: 'list', default_: readonly ParameterDefault[]]
  | readonly [name: string, kind: 'whole' | 'number', default_: number, from: number, to: number];

/** A default inside a list. */
export type ParameterDefault = string | number | boolean | readonly (string | number | boolean)[];

/** How a function is called. */
export interface Signature {
  /** In the order in which they may be given without a name. */
  readonly parameters: readonly Parameter[];
  /** Parameters of other versions, taken by name only, with why they aren't followed. */
  readonly others?: Readonly<Record<string, string>>;
}

const DEBUG = 'only switched messages on';
const NEWER = 'belongs to a newer version of HAVC';
const VERSION_2 = 'belongs to version 2 and before, whose own filters were replaced by HAVC_stabilizer';

/** The tweak array that the original's functions take as their default. */
export const TWEAK_ARRAY = [0, 1, 2.5, true, 0.3, 0.6, 1.5, 0.5] as const;

const SCENES = [
  ['sc_threshold', 'number', 0.1, 0, 1],
  ['sc_tht_offset', 'whole', 1, 1, 25],
  ['sc_tht_ssim', 'number', 0, 0, 1],
  ['sc_min_int', 'whole', 1, 1, 50],
  ['sc_min_freq', 'whole', 0, 0, 1500],
] as const;

const WHITE_BLACK = [
  ['sc_tht_white', 'number', 0.7, 0, 1],
  ['sc_tht_black', 'number', 0.1, 0, 1],
] as const;

const COLORIZER_START = [
  ['clip', 'clip'],
  ['method', 'whole', 2, 0, 7],
  ['mweight', 'number', 0.4, 0, 1],
  ['deoldify_p', 'list', [0, 24, 1, 0]],
  ['ddcolor_p', 'list', [1, 24, 1, 0, true]],
] as const;

const COLORIZER_SCENES = [
  ['sc_threshold', 'number', 0, 0, 1],
  ['sc_tht_offset', 'whole', 1, 1, 25],
  ['sc_min_freq', 'whole', 0, 0, 1500],
  ['sc_tht_ssim', 'number', 0, 0, 1],
  ['sc_normalize', 'boolean', false],
  ['sc_min_int', 'whole', 1, 1, 50],
  ...WHITE_BLACK,
  ['device_index', 'whole', 0, 0, 99],
  ['torch_dir', 'any'],
] as const;

const TWEAKS = ['ddtweak_p', 'list', [TWEAK_ARRAY, '300:360|0.8,0.1']] as const;
const MERGES = [
  ['cmc_p', 'list', [0.15, true, 20, 24]],
  ['lmm_p', 'list', [0.15, 0.65, 1]],
  ['alm_p', 'list', [0.8, 1, 0.15]],
  ['crt_p', 'list', [0.8, 30, 2, false, 0, 0]],
] as const;
const OLD_MERGES = [
  ['cmc_tresh', 'number', 0.2, 0, 1],
  ['lmm_p', 'list', [0.2, 0.8, 1]],
  ['alm_p', 'list', [0.8, 1, 0.15]],
] as const;

const STABILIZER = [
  ['clip', 'clip'],
  ['dark', 'boolean', false],
  ['dark_p', 'list', [0.2, 0.8]],
  ['smooth', 'boolean', false],
  ['smooth_p', 'list', [0.3, 0.7, 0.9, 0, 'none']],
  ['stab', 'boolean', false],
  ['stab_p', 'list', [5, 'A', 1, 15, 0.2, 0.8]],
  ['colormap', 'name', 'none'],
  ['render_factor', 'whole', 24, 0, 64],
] as const;

/**
 * The functions that are translated, with their parameters.
 *
 * Source: HAVC 5.6.7, `vsdeoldify/__init__.py`; ranges from its checks, and from its documentation where it has none.
 * `others` are from its older versions (1.0 to 5.5) and the newer 5.8.
 */
export const SIGNATURES = {
  HAVC_main: {
    parameters: [
      ['clip', 'clip'],
      ['Preset', 'text', 'Medium'],
      ['FrameInterp', 'whole', 0, 0, 10],
      ['ColorModel', 'text', 'Video+Artistic'],
      ['CombMethod', 'text', 'Simple'],
      ['VideoTune', 'text', 'Stable'],
      ['ColorFix', 'name', 'Magenta/Violet'],
      ['ColorTune', 'name', 'Light'],
      ['ColorMap', 'text', 'None'],
      ['ColorTemp', 'name', 'None'],
      ['BlackWhiteTune', 'text', 'None'],
      ['BlackWhiteMode', 'whole', 0, 0, 6],
      ['BlackWhiteBlend', 'boolean', true],
      ['EnableDeepEx', 'boolean', false],
      ['DeepExMethod', 'whole', 0, 0, 6],
      ['DeepExPreset', 'text', 'Medium'],
      ['DeepExRefMerge', 'whole', 0, 0, 5],
      ['DeepExOnlyRefFrames', 'boolean', false],
      ['ScFrameDir', 'name', 'none'],
      ['ScThreshold', 'number', 0.1, 0, 1],
      ['ScThtOffset', 'whole', 1, 1, 25],
      ['ScMinFreq', 'whole', 0, 0, 1500],
      ['ScMinInt', 'whole', 1, 1, 25],
      ['ScThtSSIM', 'number', 0, 0, 1],
      ['ScNormalize', 'boolean', false],
      ['DeepExModel', 'whole', 0, 0, 3],
      ['DeepExVivid', 'boolean', true],
      ['DeepExEncMode', 'whole', 0, 0, 2],
      ['DeepExMaxMemFrames', 'whole', 0, 0, 1_000_000],
      ['RefRange', 'list', [0, 0]],
      ['enable_fp16', 'boolean', true],
      ['debug_level', 'whole', 0, 0, 3],
    ],
    others: { sc_debug: DEBUG, DeepExBackbone: NEWER },
  },
  HAVC_colorizer: {
    parameters: [
      ...COLORIZER_START,
      ['ddtweak', 'any'],
      TWEAKS,
      ...MERGES,
      ['cmb_sw', 'boolean', false],
      ...COLORIZER_SCENES,
      ['debug_level', 'whole', 0, 0, 3],
      // Up to 5.5, instead of cmc_p.
      ['cmc_tresh', 'number', 0.15, 0, 1],
    ],
    others: { sc_debug: DEBUG },
  },
  HAVC_colorizer_fast: {
    parameters: [
      ...COLORIZER_START,
      ['ddtweak', 'any'],
      TWEAKS,
      ['frame_interp', 'whole', 5, 1, 10],
      ['chroma_adjust', 'name', 'none'],
      ['debug_level', 'whole', 0, 0, 3],
    ],
    others: { sc_debug: DEBUG },
  },
  HAVC_ddeoldify: {
    parameters: [
      ...COLORIZER_START,
      ['ddtweak', 'any'],
      TWEAKS,
      ...OLD_MERGES,
      ['cmb_sw', 'boolean', false],
      ...COLORIZER_SCENES,
      ['sc_debug', 'boolean', false],
    ],
  },
  ddeoldify: {
    parameters: [
      ...COLORIZER_START,
      ['dotweak', 'boolean', false],
      ['dotweak_p', 'list', [0, 1, 1, false, 0.2, 0.5, 1.5, 0.5]],
      ['ddtweak', 'any'],
      TWEAKS,
      ['degrain_strength', 'whole', 0, 0, 5],
      ...OLD_MERGES,
      ['cmb_sw', 'boolean', false],
      ['device_index', 'whole', 0, 0, 99],
      ['torch_dir', 'any'],
      // Version 2 and before.
      ['model', 'whole', 0, 0, 2],
      ['render_factor', 'whole', 24, 10, 44],
      ['sat', 'list', [1, 1]],
      ['hue', 'list', [0, 0]],
      ['dd_model', 'whole', 1, 0, 1],
      ['dd_method', 'whole', 2, 0, 5],
      ['dd_weight', 'number', 0.5, 0, 1],
      ['merge_weight', 'number', 0.5, 0, 1],
      ['dd_render_factor', 'whole', 24, 0, 64],
      ['dd_strength', 'whole', 24, 0, 64],
    ],
    others: {
      ...{
        dark: VERSION_2,
        dark_p: VERSION_2,
        chroma_resize: VERSION_2,
        luma_mask: VERSION_2,
        dark_darkness: VERSION_2,
      },
      ...{ dd_tweak_luma_bind: VERSION_2, dd_tweak_bright: VERSION_2, dd_tweak_cont: VERSION_2 },
      ...{
        dd_tweak_gamma: VERSION_2,
        dd_method_params: VERSION_2,
        color_stabilizer: VERSION_2,
        color_limiter: VERSION_2,
      },
      ...{ stack_frames: VERSION_2, n_threads: VERSION_2, dd_num_streams: VERSION_2, torch_hub_dir: VERSION_2 },
      post_process: VERSION_2,
    },
  },
  ddeoldify_main: {
    parameters: [
      ['clip', 'clip'],
      ['Preset', 'text', 'Fast'],
      ['VideoTune', 'text', 'Stable'],
      ['ColorFix', 'name', 'Violet/Red'],
      ['ColorTune', 'name', 'Light'],
      ['ColorMap', 'text', 'None'],
      ['degrain_strength', 'whole', 0, 0, 5],
      ['enable_fp16', 'boolean', true],
    ],
  },
  HAVC_stabilizer: { parameters: STABILIZER },
  ddeoldify_stabilizer: { parameters: STABILIZER },
  HAVC_tweak: {
    parameters: [
      ['clip', 'clip'],
      ['hue', 'number', 0, -180, 180],
      ['sat', 'number', 1, 0, 10],
      ['bright', 'number', 0, -255, 255],
      ['cont', 'number', 1, 0, 10],
      ['gamma', 'number', 1, -10, 10],
    ],
  },
  HAVC_bw_tune: {
    parameters: [
      ['clip', 'clip'],
      ['bw_tune', 'text', 'Light'],
      ['bw_method', 'whole', 0, 0, 100],
      ['luma_blend', 'boolean', true],
      ['range_tv', 'boolean', true],
      ['chroma_resize', 'boolean', false],
    ],
    others: {
      action: 'belongs to version 5.0',
      hue: 'belongs to version 5.0: use HAVC_tweak',
      sat: 'belongs to version 5.0: use HAVC_tweak',
      bright: 'belongs to version 5.0: use HAVC_tweak',
      cont: 'belongs to version 5.0: use HAVC_tweak',
    },
  },
  HAVC_auto_levels: {
    parameters: [
      ['clip', 'clip'],
      ['mode', 'text', 'Light'],
      ['method', 'whole', 0, 0, 5],
      ['luma_blend', 'boolean', false],
      ['range_tv', 'boolean', true],
    ],
  },
  HAVC_retinex: {
    parameters: [
      ['clip', 'clip'],
      ['luma_dark', 'number', 0.2, 0, 1],
      ['luma_bright', 'number', 0.8, 0, 1],
      ['sigmas', 'list', [25, 80, 250]],
      ['range_tv_in', 'boolean', true],
      ['range_tv_out', 'boolean', true],
      ['blend', 'boolean', false],
      ['chroma_resize', 'boolean', false],
    ],
  },
  HAVC_rgb_denoise: {
    parameters: [
      ['clip', 'clip'],
      ['denoise_levels', 'list', [0.4, 0.3]],
      ['rgb_factors', 'list', [0.95, 1.05, 1.01]],
    ],
  },
  HAVC_adjust_rgb: {
    parameters: [
      ['clip', 'clip'],
      ['strength', 'number', 0, 0, 1],
      ['factor', 'list', [1, 1, 1]],
      ['bias', 'list', [0, 0, 0]],
      ['gamma', 'list', [1, 1, 1]],
    ],
  },
  HAVC_TimeCube: {
    parameters: [
      ['clip', 'clip'],
      ['strength', 'number', 1, 0, 1],
      ['lut_effect', 'whole', 0, 0, 11],
      ['factors', 'any'],
    ],
  },
  HAVC_ColorAdjust: {
    parameters: [
      ['clip', 'clip'],
      ['BlackWhiteTune', 'text', 'Light'],
      ['BlackWhiteMode', 'whole', 0, 0, 6],
      ['BlackWhiteBlend', 'boolean', true],
      ['ReColor', 'boolean', true],
      ['Strength', 'whole', 0, 0, 4],
      ['ScThreshold', 'number', 0.1, 0, 1],
      ['ScNormalize', 'boolean', true],
      ['DeepExVivid', 'boolean', true],
      ['ScMinFreq', 'whole', 0, 0, 1500],
      ['chroma_resize', 'boolean', false],
    ],
  },
  HAVC_SceneDetect: {
    parameters: [
      ['clip', 'clip'],
      ...SCENES,
      ['sc_normalize', 'boolean', false],
      ...WHITE_BLACK,
      ['sc_debug', 'boolean', false],
    ],
  },
  HAVC_SceneDetectEdges: {
    parameters: [
      ['clip', 'clip'],
      ['sc_threshold', 'number', 0.035, 0.001, 1],
      ['sc_tht_offset', 'whole', 2, 1, 25],
      ['sc_tht_ssim', 'number', 0.8, 0, 1],
      ['sc_min_int', 'whole', 20, 1, 1500],
      ['sc_mult_tht', 'whole', 15, 1, 100],
      ...WHITE_BLACK,
      ['sc_debug', 'boolean', false],
    ],
  },
  HAVC_merge: {
    parameters: [
      ['clipa', 'clip'],
      ['clipb', 'clip'],
      ['clip_luma', 'clip'],
      ['weight', 'number', 0.5, 0, 1],
      ['method', 'whole', 2, 0, 7],
      ...MERGES,
      ['cmc_tresh', 'number', 0.15, 0, 1],
    ],
  },
  HAVC_set_tweak_params: { parameters: [['tweaks_param', 'list', TWEAK_ARRAY]] },
  HAVC_set_merge_params: {
    parameters: [
      ['method', 'whole', 2, 0, 7],
      ['merge_params', 'any'],
    ],
  },
  HAVC_set_debug_level: { parameters: [['debug_level', 'whole', 0, 0, 3]] },
} as const satisfies Record<string, Signature>;

/** A function that is translated. */
export type HavcFunction = keyof typeof SIGNATURES;
