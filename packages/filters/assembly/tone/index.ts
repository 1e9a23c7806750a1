export { rgbToY } from '../../../core/assembly/color/gray';
export { sumLuma } from '../luma/sum-luma';
export { countBytes } from '../scene/count-bytes';
export { extremes } from '../scene/extremes';
export { mapBytes } from '../scene/map-bytes';
export { addLumaChange, addLumaStep } from './add-luma-change';
export { countCodes } from './count-codes';
export { interleaveTables, interpolatePixels, interpolatePlane } from './interpolate-tiles';
export { CHANGES, TABLES, WEIGHTS } from './layout';
export { mapCodes } from './map-codes';
export { makeMixTable, mixByTables } from './mix-by-tables';
export {
  beginColumns,
  beginRows,
  feedBackwards,
  feedForwards,
  feedRow,
  turnColumns,
  turnRows,
} from './recursive-gaussian';
export { replaceY } from './replace-y';
export { applyGains, multiplyRatios, sumSamples } from './retinex-gains';
export { countTiles, makeTables } from './tile-tables';
export { tweak } from './tweak';
