export { abortError, throwIfAborted } from './abort.ts';
export { HavcError, type HavcErrorCode, type HavcErrorDetails } from './error.ts';
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
export { type MapFramesOptions, mapFrames } from './stage/map-frames.ts';
export { pipe } from './stage/pipe.ts';
export { type FrameWindow, windowed } from './stage/windowed.ts';
export { type ZipOptions, zip } from './stage/zip.ts';
