export { brightShares, lumaMask } from './luma-mask';
export { mergeByLuma } from './merge-by-luma';
export { sumLuma } from './sum-luma';
