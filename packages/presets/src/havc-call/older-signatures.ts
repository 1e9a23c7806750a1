import { COLORIZER_SCENES, COLORIZER_START, STABILIZER, TWEAKS } from './shared-parameters.ts';
import type { Signature } from './signature.ts';

const VERSION_2 = 'belongs to version 2 and before, whose own filters were replaced by HAVC_stabilizer';

const OLD_MERGES = [
  ['cmc_tresh', 'number', 0.2, 0, 1],
  ['lmm_p', 'list', [0.2, 0.8, 1]],
  ['alm_p', 'list', [0.8, 1, 0.15]],
] as const;

/** Functions that the original keeps for old scripts. Source: as of `SIGNATURES`. */
export const OLDER_SIGNATURES = {
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
  ddeoldify_stabilizer: { parameters: STABILIZER },
} as const satisfies Record<string, Signature>;
