export { blend } from '../../../core/assembly/color/blend';
export { rgbToY } from '../../../core/assembly/color/gray';
export { mergeByLuma } from '../luma/merge-by-luma';
export { sumLuma } from '../luma/sum-luma';
export { boundChroma } from './bound-chroma';
export { calmReds } from './calm-reds';
export { chromaCut } from './chroma-cut';
export { texture } from './texture';
export { mixDoubles, mixFixed } from './weighted';
