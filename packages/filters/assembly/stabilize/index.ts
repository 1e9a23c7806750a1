export { averageChroma } from './average-chroma';
export { averagePlanes } from './average-planes';
export { addChroma, writeChroma } from './average-yuv-bytes';
export { fillLumas, findGray } from './find-gray';
export { limitChromaChange } from './limit-chroma-change';
export { addRefill } from './refill';
export { reduceFlicker, reduceFlickerMore } from './reduce-flicker';
