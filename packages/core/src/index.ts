export { abortError, throwIfAborted } from './abort.ts';
export { blendImages } from './color/blend.ts';
export { deltaE2000, type LabColor } from './color/delta-e.ts';
export { deltaE2000Map, meanDeltaE2000 } from './color/delta-e-image.ts';
export { rgbToGray } from './color/gray.ts';
export { type HsvImage, hsvToRgb, rgbToHsv } from './color/hsv.ts';
export {
  type Lab8Image,
  type LabImage,
  lab8ToRgb,
  labToRgb,
  labToRgbFloat,
  labToRgbTruncated,
  rgbToLab,
  rgbToLab8,
} from './color/lab.ts';
export {
  type BitDepth,
  COLOR_MATRICES,
  type CodeArray,
  type ColorMatrix,
  type ColorRange,
  type YcbcrFormat,
} from './color/matrix.ts';
export { replaceLuma } from './color/replace-luma.ts';
export { type ChromaPlanes, rgbToChroma } from './color/rgb-to-chroma.ts';
export { rgbToLuma } from './color/rgb-to-luma.ts';
export { rgbToYcbcr, type YcbcrPlanes, ycbcrToRgb } from './color/ycbcr.ts';
export { rgbToYuv, type YuvImage, yuvToRgb } from './color/yuv.ts';
export { HavcError, type HavcErrorCode, type HavcErrorDetails } from './error.ts';
export { type FilmPosition, parseFilmPosition } from './film-position.ts';
export type { Colorizer, Frame, SceneInfo, Stage } from './frame.ts';
export {
  createFloatImage,
  createPlane,
  createRgbImage,
  ensureImage,
  ensurePlane,
  ensureSameShape,
  type FloatImage,
  type Plane,
  type RgbImage,
  sizeOf,
  toContiguous,
} from './image.ts';
export {
  ensureApart,
  ensureFloatImage,
  ensureRgbImage,
  ensureSamplePlane,
  floatOutput,
  planeOutput,
  rgbOutput,
  type Samples,
} from './kernel-arguments.ts';
export { resizeArea } from './resize/area.ts';
export { type BicubicOptions, resizeBicubic } from './resize/bicubic.ts';
export { resizeCatmullRom } from './resize/catmull-rom.ts';
export { resizeLanczos } from './resize/lanczos.ts';
export { resizeLinear } from './resize/linear.ts';
export type { ClipOptions } from './resize/max-value.ts';
export type { MirroredResizeOptions } from './resize/mirrored.ts';
export { type PillowFilter, type PillowResizeOptions, resizePillow } from './resize/pillow.ts';
export { resizeSpline36, resizeSpline64 } from './resize/spline.ts';
export type { TargetSize } from './resize/target-size.ts';
export { resizeTorchBilinear } from './resize/torch-bilinear.ts';
export { openSimd, type SimdModule } from './simd/open-simd.ts';
export { overRuns, PixelRun, RUN_PIXELS, runAddress } from './simd/pixel-run.ts';
export { fork } from './stage/fork.ts';
export { type MapFramesOptions, mapFrames } from './stage/map-frames.ts';
export { pipe } from './stage/pipe.ts';
export { untilAborted } from './stage/until-aborted.ts';
export { type FrameWindow, windowed } from './stage/windowed.ts';
export { type ZipOptions, zip } from './stage/zip.ts';
