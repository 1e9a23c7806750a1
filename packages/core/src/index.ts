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
