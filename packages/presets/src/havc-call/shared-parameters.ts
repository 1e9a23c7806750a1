/** The tweak array that the original's functions take as their default. */
export const TWEAK_ARRAY = [0, 1, 2.5, true, 0.3, 0.6, 1.5, 0.5] as const;

/** Mean luma that references lie between. */
export const WHITE_BLACK = [
  ['sc_tht_white', 'number', 0.7, 0, 1],
  ['sc_tht_black', 'number', 0.1, 0, 1],
] as const;

/** What the colourizers take first. */
export const COLORIZER_START = [
  ['clip', 'clip'],
  ['method', 'whole', 2, 0, 7],
  ['mweight', 'number', 0.4, 0, 1],
  ['deoldify_p', 'list', [0, 24, 1, 0]],
  ['ddcolor_p', 'list', [1, 24, 1, 0, true]],
] as const;

/** Where only references are coloured, and where it is computed. */
export const COLORIZER_SCENES = [
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

/** What the second model sees, and a change of hues. */
export const TWEAKS = ['ddtweak_p', 'list', [TWEAK_ARRAY, '300:360|0.8,0.1']] as const;

/** What the stabilisers take. */
export const STABILIZER = [
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
