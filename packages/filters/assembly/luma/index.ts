export { lumaMask } from './luma-mask';
export { mergeByLuma } from './merge-by-luma';
export { sumBrightness } from './sum-brightness';
export { sumLuma } from './sum-luma';
