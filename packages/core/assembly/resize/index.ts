export { filterBytes } from './filter-bytes';
export { filterRows, filterRowsByPairs } from './filter-rows';
export { interleave } from './interleave';
export { interleaveBytes } from './interleave-bytes';
export { mixBytes } from './mix-bytes';
export { mixRows, mixRowsByPairs } from './mix-rows';
export { narrowToBytes, narrowToFloats, narrowToWords } from './narrow';
export { widenBytes, widenFloats, widenWords } from './widen';
