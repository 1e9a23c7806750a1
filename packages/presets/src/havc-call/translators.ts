import { translateColorizer } from './colorizer-call.ts';
import { translateMain, translateOldMain } from './main-call.ts';
import { translateSceneDetect, translateSceneDetectEdges } from './scene-calls.ts';
import type { HavcFunction } from './signatures.ts';
import { translateStabilizer } from './stabilizer-call.ts';
import {
  translateAdjustRgb,
  translateAutoLevels,
  translateColorAdjust,
  translateDenoise,
  translateLook,
  translateRetinex,
  translateTune,
  translateTweak,
} from './tone-calls.ts';
import type { Translate } from './translation.ts';

/** What takes one clip and gives one. */
export type ClipFunction = Exclude<HavcFunction, 'HAVC_merge' | `HAVC_set_${string}`>;

/** How each function is translated. */
export const TRANSLATORS: Readonly<Record<ClipFunction, Translate>> = {
  HAVC_main: translateMain,
  ddeoldify_main: translateOldMain,
  HAVC_colorizer: translateColorizer,
  HAVC_colorizer_fast: translateColorizer,
  HAVC_ddeoldify: translateColorizer,
  ddeoldify: translateColorizer,
  HAVC_stabilizer: translateStabilizer,
  ddeoldify_stabilizer: translateStabilizer,
  HAVC_tweak: translateTweak,
  HAVC_bw_tune: translateTune,
  HAVC_auto_levels: translateAutoLevels,
  HAVC_retinex: translateRetinex,
  HAVC_rgb_denoise: translateDenoise,
  HAVC_adjust_rgb: translateAdjustRgb,
  HAVC_TimeCube: translateLook,
  HAVC_ColorAdjust: translateColorAdjust,
  HAVC_SceneDetect: translateSceneDetect,
  HAVC_SceneDetectEdges: translateSceneDetectEdges,
};
