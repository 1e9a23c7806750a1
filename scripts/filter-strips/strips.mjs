import * as filters from '../../packages/filters/dist/index.js';

const { mergeImages, mergeMask, MERGE_DEFAULTS } = filters;

const truth = ['the photograph', (pair) => pair.truth];
const calm = ['first: calm', (pair) => pair.calm];
const colorful = ['second: colourful', (pair) => pair.colorful];

/** Before, and after with some settings. */
const of = (...after) => [colorful, ...after.map(([caption, make]) => [caption, (pair) => make(pair.colorful)])];

/** Both colourings, what a merge makes of them, and its mask where it has one. */
const merge = (options) => [
  truth,
  calm,
  colorful,
  [`${options.method}`, (pair) => mergeImages(pair.calm, pair.colorful, options)],
  ...('mask' in options ? [['its mask', (pair) => mergeMask(pair.calm, pair.colorful, options)]] : []),
];

const hues = (text, softness = 0) => [
  `${text}${softness ? `, soft ${softness}` : ''}`,
  (image) => filters.adjustHues(image, filters.parseHueExpression(text), { softness }),
];

const mapped = (name) => [`map ${name}`, (image) => filters.adjustHues(image, filters.colorMap(name, 0.5))];

const tone = (method, level = 'medium') => [
  `${method}, ${level}`,
  (image) => filters.tuneTone(image, { method, level }),
];

const look = (name) => [name, (image) => filters.applyLook(image, { look: name })];

/** Name of a strip: its columns. */
export const STRIPS = {
  'merge-simple': merge({ method: 'simple' }),
  'merge-constrained-chroma': merge({ method: 'constrained-chroma' }),
  'merge-luma-masked': merge({ method: 'luma-masked' }),
  'merge-adaptive-luma': merge({ method: 'adaptive-luma' }),
  'merge-chroma-retention': merge({ method: 'chroma-retention' }),
  'merge-chroma-bound-adaptive': merge({ method: 'chroma-bound-adaptive' }),
  'merge-masks': [
    calm,
    colorful,
    ...Object.keys(MERGE_DEFAULTS)
      .filter((method) => !['simple', 'adaptive-luma'].includes(method))
      .map((method) => [`mask ${method}`, (pair) => mergeMask(pair.calm, pair.colorful, { method })]),
  ],
  'dark-reds': of(
    ['as dark as 0.15', (image) => dim(image, 0.15)],
    ['and fixed', (image) => filters.fixDarkReds(dim(image, 0.15))],
  ),
  'hue-ranges': of(hues('290:330,rose|0.2,0'), hues('290:330,rose|0.2,0', 20), hues('350:30|0.3,0.2', 10)),
  'hue-shifts': of(hues('60:160|+60,0'), hues('60:160|+60,0', 20), hues('180:280|+140,0.5', 20)),
  'color-maps': of(mapped('blue->brown'), mapped('green->brown'), mapped('red->brown'), mapped('yellow->rose')),
  'hue-mask': of(
    ['mask 30:90', (image) => filters.hueMask(image, { ranges: filters.parseHueRanges('30:90') })],
    ['soft 30', (image) => filters.hueMask(image, { ranges: filters.parseHueRanges('30:90'), softness: 30 })],
  ),
  'smooth-chroma': of(
    ['default', (image) => filters.smoothChroma(image)],
    ['saturation 0.5', (image) => filters.smoothChroma(image, { saturation: 0.5 })],
    ['saturation 0.5, darken 0.3', (image) => filters.smoothChroma(image, { saturation: 0.5, darken: 0.3 })],
  ),
  'darken-shadows': of(
    ['default', (image) => filters.darkenShadows(image)],
    ['threshold 0.4', (image) => filters.darkenShadows(image, { threshold: 0.4 })],
    ['threshold 0.4, darkening 0', (image) => filters.darkenShadows(image, { threshold: 0.4, darkening: 0 })],
  ),
  'restore-color': [
    calm,
    colorful,
    ...['steep', 'power', 'exponential', 'hard'].map((curve) => [
      curve,
      (pair) => filters.restoreColor(pair.calm, pair.colorful, { curve }),
    ]),
    ['mask, steep', (pair) => filters.grayMask(pair.calm)],
  ],
  // A film whose frames get the calm and the colourful colours in turn: the frames must come out alike.
  'over-time': [
    ['frame 2: calm', (pair) => pair.calm],
    ['frame 3: colourful', (pair) => pair.colorful],
    ['2, mean of 5', (pair) => filters.averageChroma(inTurns(pair, 5), filters.temporalWeights(5, 'arithmetic'))],
    [
      '3, mean of 5',
      (pair) => filters.averageChroma(inTurns(pair, 6).slice(1), filters.temporalWeights(5, 'arithmetic')),
    ],
    ['3, gray refilled', (pair) => refilled(inTurns(pair, 6).slice(1))],
    ['3, limited by 2', (pair) => filters.limitChromaChange(pair.colorful, pair.calm)],
    ['2, deflickered', (pair) => filters.reduceFlicker(inTurns(pair, 5))],
    ['3, deflickered', (pair) => filters.reduceFlicker(inTurns(pair, 6).slice(1))],
  ],
  tweaks: of(
    ['hue 20', (image) => filters.tweakImage(image, { hueDegrees: 20 })],
    ['saturation 1.5', (image) => filters.tweakImage(image, { saturation: 1.5 })],
    ['brightness 30', (image) => filters.tweakImage(image, { brightness: 30 })],
    ['contrast 1.3, gamma 0.8', (image) => filters.tweakImage(image, { contrast: 1.3, gamma: 0.8 })],
    ['RGB: contrast 1.3', (image) => filters.tweakRgb(image, { contrast: 1.3 })],
  ),
  'rgb-balance': of(
    ['balanced', (image) => filters.balanceRgb(image)],
    ['denoised', (image) => filters.denoiseRgb(image)],
    ['adjusted', (image) => filters.adjustRgb(image, { factors: [1.1, 1, 0.9], gamma: [1, 1, 0.98] })],
  ),
  'tone-methods': of(...filters.TONE_METHODS.filter((method) => method !== 'look').map((method) => tone(method))),
  'tone-strong': of(
    ...filters.TONE_METHODS.filter((method) => method !== 'look').map((method) => tone(method, 'strong')),
  ),
  retinex: of(
    ['on luma', (image) => filters.retinexLuma(image)],
    ['hues kept', (image) => filters.retinexRgb(image)],
    ['auto levels, strong', (image) => filters.autoLevels(image, { level: 'strong' })],
  ),
  'looks-1': of(...filters.LOOK_NAMES.slice(0, 6).map(look)),
  'looks-2': of(...filters.LOOK_NAMES.slice(6).map(look)),
  overlay: [
    calm,
    colorful,
    ...['multiply', 'overlay', 'difference', 'average'].map((mode) => [
      mode,
      (pair) => filters.overlayImages(pair.calm, pair.colorful, { mode, x: 80, y: 60, opacity: 0.8 }),
    ]),
  ],
  tiles: of(
    ['tiles, each darker', (image) => tiled(image, 'ramp')],
    ["the original's ramp", (image) => tiled(image, 'half-ramp')],
  ),
};

/** Frames with the calm and the colourful colours in turn, the calm ones first. */
function inTurns({ calm, colorful }, count) {
  return Array.from({ length: count }, (_, n) => (n % 2 === 0 ? calm : colorful));
}

function refilled(pictures) {
  return filters.averageChroma(pictures, filters.temporalWeights(5, 'arithmetic'), { refill: { threshold: 15 } });
}

/** The picture in the light of dusk. */
function dim(image, luma) {
  const factor = luma / filters.meanLuma(image);
  return filters.mapCodes(
    image,
    Array(3).fill(Uint8Array.from({ length: 256 }, (_, code) => Math.min(255, code * factor))),
  );
}

/** The picture cut into four, each a little darker than the one before, and joined. */
function tiled(image, blend) {
  const [height, width] = image.shape;
  const tiles = filters.sliceTiles(image).map((tile, n) => filters.adjustBrightness(tile, { brightness: -20 * n }));
  return filters.joinTiles(tiles, { width, height, blend });
}
