import { OLDER_SIGNATURES } from './older-signatures.ts';
import {
  COLORIZER_SCENES,
  COLORIZER_START,
  STABILIZER,
  TWEAK_ARRAY,
  TWEAKS,
  WHITE_BLACK,
} from './shared-parameters.ts';
import type { Signature } from './signature.ts';

const DEBUG = 'only switched messages on';
const NEWER = 'belongs to a newer version of HAVC';

const SCENES = [
  ['sc_threshold', 'number', 0.1, 0, 1],
  ['sc_tht_offset', 'whole', 1, 1, 25],
  ['sc_tht_ssim', 'number', 0, 0, 1],
  ['sc_min_int', 'whole', 1, 1, 50],
  ['sc_min_freq', 'whole', 0, 0, 1500],
] as const;

const MERGES = [
  ['cmc_p', 'list', [0.15, true, 20, 24]],
  ['lmm_p', 'list', [0.15, 0.65, 1]],
  ['alm_p', 'list', [0.8, 1, 0.15]],
  ['crt_p', 'list', [0.8, 30, 2, false, 0, 0]],
] as const;

/**
 * The functions that are translated, with their parameters.
 *
 * Source: HAVC 5.6.7, `vsdeoldify/__init__.py`; ranges from its checks, and from its documentation where it has none.
 * `others` are from its older versions (1.0 to 5.5) and the newer 5.8.
 */
export const SIGNATURES = {
  ...OLDER_SIGNATURES,
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
  HAVC_stabilizer: { parameters: STABILIZER },
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
