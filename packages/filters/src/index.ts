export type { ChromaTweakOptions } from './chroma/chroma-tweaker.ts';
export { type DarkenShadowsOptions, darkenShadows } from './chroma/darken-shadows.ts';
export { type FollowColorsOptions, followColors } from './chroma/follow-colors.ts';
export { grayMask } from './chroma/gray-mask.ts';
export type { GrayMaskOptions } from './chroma/gray-weights.ts';
export { type RestoreColorOptions, restoreColor } from './chroma/restore-color.ts';
export { saturate } from './chroma/saturate.ts';
export { type SmoothChromaOptions, smoothChroma } from './chroma/smooth-chroma.ts';
export { tweakChroma } from './chroma/tweak-chroma.ts';
export { type RgbTweakOptions, tweakRgb } from './chroma/tweak-rgb.ts';

export { type AdjustHuesOptions, adjustHues } from './hue/adjust-hues.ts';
export { blendByHue } from './hue/blend-by-hue.ts';
export { COLOR_MAPS, type ColorMapName, colorMap } from './hue/color-maps.ts';
export { formatHueExpression, type HueExpression, parseHueExpression } from './hue/hue-expression.ts';
export { hueMask } from './hue/hue-mask.ts';
export { formatHueRanges, HUE_NAMES, type HueRange, parseHueRanges } from './hue/hue-ranges.ts';
export type { HueSelection } from './hue/hue-weights.ts';

export { type ApplyLookOptions, applyLook } from './look/apply-look.ts';
export { type ApplyLutOptions, applyLut } from './look/apply-lut.ts';
export type { HueMove, LookDescription, LookMerge, Tint } from './look/look-description.ts';
export { type LookLutOptions, lookLut } from './look/look-lut.ts';
export { LOOK_NAMES, LOOKS, type LookName } from './look/looks.ts';
export type { Lut, LutTable, RgbTriple } from './look/lut.ts';
export { parseCube } from './look/parse-cube.ts';
export type { CurvePoints } from './look/tone-curve.ts';
export { writeCube } from './look/write-cube.ts';

export { lumaMask } from './luma/luma-mask.ts';
export type { LumaLimits } from './luma/luma-weights.ts';
export { meanBrightness } from './luma/mean-brightness.ts';
export { meanLuma } from './luma/mean-luma.ts';
export { mergeByLuma } from './luma/merge-by-luma.ts';

export { type AdaptiveLumaOptions, adaptiveLumaWeight, mergeAdaptiveLuma } from './merge/adaptive-luma.ts';
export { type ChromaBoundAdaptiveOptions, mergeChromaBoundAdaptive } from './merge/chroma-bound-adaptive.ts';
export { type ChromaRetentionOptions, chromaRetentionMask, mergeChromaRetention } from './merge/chroma-retention.ts';
export { type ConstrainedChromaOptions, mergeConstrainedChroma } from './merge/constrained-chroma.ts';
export { MERGE_DEFAULTS } from './merge/defaults.ts';
export { type FixDarkRedsOptions, fixDarkReds } from './merge/fix-dark-reds.ts';
export { type LumaMaskedOptions, mergeLumaMasked } from './merge/luma-masked.ts';
export { type MergedColorizer, type MergeFunction, merge } from './merge/merge.ts';
export { ensureMergeOptions, mergeImages } from './merge/merge-images.ts';
export { type MaskedMergeOptions, mergeMask } from './merge/merge-mask.ts';
export { type MergeOntoLumaOptions, mergeOntoLuma } from './merge/merge-onto-luma.ts';
export {
  adaptiveLuma,
  chromaBoundAdaptive,
  chromaRetention,
  constrainedChroma,
  lumaMasked,
  MERGE_METHODS,
  type MergeMethod,
  type MergeOptions,
  simpleMerge,
} from './merge/merge-options.ts';
export { type BlendArithmetic, mergeWeighted, type WeightedOptions } from './merge/weighted.ts';

export { type BrightnessShareOptions, blendByBrightness, shareByBrightness } from './overlay/blend-by-brightness.ts';
export { OVERLAY_MODES, type OverlayMode } from './overlay/blend-value.ts';
export { type OverlayOptions, overlayImages } from './overlay/overlay-images.ts';

export { type AdaptiveDetectorOptions, createAdaptiveDetector } from './scene/adaptive-detector.ts';
export { createSceneDetector, type SceneDetectionOptions } from './scene/create-scene-detector.ts';
export { detectScenes } from './scene/detect-scenes.ts';
export { createEdgeDetector, type EdgeDetectorOptions } from './scene/edge-detector.ts';
export { type EdgeDifference, edgeDifference } from './scene/edge-difference.ts';
export { edgeMask } from './scene/edge-mask.ts';
export { createThumbnail, frameMismatch, type Thumbnail } from './scene/frame-mismatch.ts';
export { createKeyframeDetector, type KeyframeDetectorOptions } from './scene/keyframe-detector.ts';
export { listShots, type Shot } from './scene/list-shots.ts';
export { createLumaDetector, type LumaDetectorOptions } from './scene/luma-detector.ts';
export { histogramSimilarity, lumaHistogram } from './scene/luma-histogram.ts';
export { createMotionDetector, type MotionDetectorOptions } from './scene/motion-detector.ts';
export { type NormalizeLumaOptions, normalizeLuma } from './scene/normalize-luma.ts';
export { planeDifference } from './scene/plane-difference.ts';
export type { ReferenceOptions } from './scene/reference-choice.ts';
export type { SceneDetector } from './scene/scene-detector.ts';
export { type LumaRange, type SceneLumaOptions, sceneLuma, sceneLumaSize } from './scene/scene-luma.ts';
export { structuralSimilarity } from './scene/structural-similarity.ts';

export { type AverageChromaOptions, averageChroma } from './stabilize/average-chroma.ts';
export { averagePlanes } from './stabilize/average-planes.ts';
export { type ChromaLimiterOptions, chromaLimiter } from './stabilize/chroma-limiter.ts';
export { type DeflickerOptions, deflicker } from './stabilize/deflicker.ts';
export type { GrayRefill } from './stabilize/gray-refill.ts';
export { type LimitChromaOptions, limitChromaChange } from './stabilize/limit-chroma-change.ts';
export { type ReduceFlickerOptions, reduceFlicker } from './stabilize/reduce-flicker.ts';
export { type StabilizeChromaOptions, stabilizeChroma } from './stabilize/stabilize-chroma.ts';
export { type StabilizerOptions, stabilizer } from './stabilize/stabilizer.ts';
export { TEMPORAL_MODES, type TemporalMode, temporalWeights } from './stabilize/temporal-weights.ts';

export { type JoinTilesOptions, joinTiles } from './tile/join-tiles.ts';
export type { TileBlend } from './tile/seam-weights.ts';
export { type SliceTilesOptions, sliceTiles } from './tile/slice-tiles.ts';
export { planTiles, type TileOptions, type TilePlan } from './tile/tile-plan.ts';
export { type TiledOptions, tiled } from './tile/tiled.ts';

export { type AdjustRgbOptions, adjustRgb } from './tone/adjust-rgb.ts';
export { type AutoLevelsOptions, autoLevels } from './tone/auto-levels.ts';
export { type BalanceOptions, balanceGains, balanceRgb } from './tone/balance-rgb.ts';
export { adjustBrightness, type BrightnessOptions } from './tone/brightness.ts';
export { type ClaheLumaOptions, claheLuma } from './tone/clahe-luma.ts';
export { type ClaheOptions, clahePlane } from './tone/clahe-plane.ts';
export { claheRgb } from './tone/clahe-rgb.ts';
export { colorCorrection } from './tone/color-correction.ts';
export { type DarkBlend, darkBlendWeight } from './tone/dark-blend.ts';
export { type DenoiseRgbOptions, denoiseRgb } from './tone/denoise-rgb.ts';
export { equalizePlane } from './tone/equalize-plane.ts';
export { equalizeRgb } from './tone/equalize-rgb.ts';
export { type EqualizeToneOptions, equalizeTone } from './tone/equalize-tone.ts';
export { type FrameLumaOptions, frameLuma } from './tone/frame-luma.ts';
export { adjustGammaContrast, type GammaContrastOptions } from './tone/gamma-contrast.ts';
export { adjustLevels, type LevelsOptions } from './tone/levels.ts';
export { gateWeight, type LumaGate } from './tone/luma-gate.ts';
export { adjustLumaLevels, type LumaLevelsOptions } from './tone/luma-levels.ts';
export { type CodeTables, mapCodes } from './tone/map-codes.ts';
export { mapLuma } from './tone/map-luma.ts';
export { type BeforeColorOptions, tuneAfterColor, tuneBeforeColor } from './tone/retinex-before-color.ts';
export { type RetinexLumaOptions, retinexLuma } from './tone/retinex-luma.ts';
export { type RetinexRgbOptions, retinexRgb } from './tone/retinex-rgb.ts';
export { type StretchOptions, stretchHistogram } from './tone/stretch-histogram.ts';
export { TONE_METHODS, type ToneMethod, type ToneMethodOptions } from './tone/tone-method.ts';
export type { ToneWeightOptions } from './tone/tone-weight.ts';
export { TUNE_LOOKS, type TuneLook } from './tone/tune-looks.ts';
export { type ToneLevel, type TuneToneOptions, tuneTone } from './tone/tune-tone.ts';
export { type TweakOptions, tweakImage } from './tone/tweak.ts';
export { withLuma } from './tone/with-luma.ts';
