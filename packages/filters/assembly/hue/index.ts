export { blendByWeights } from './blend-by-weights';
export { changeHsv } from './change-hsv';
export { hueWeights } from './hue-weights';
export { mixByTables } from './mix-by-tables';
