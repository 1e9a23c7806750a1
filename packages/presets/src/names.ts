export { isFullModel, MODELS, type ModelName } from './models/model-names.ts';
export {
  BLACK_WHITE_MODES,
  COLOR_FIXES,
  COLOR_TEMPS,
  COMB_METHODS,
  SPEEDS,
  STRENGTHS,
  VIDEO_TUNES,
} from './presets/named-choices.ts';
