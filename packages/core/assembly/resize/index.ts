export { filterRows, filterRowsByPairs } from './filter-rows';
export { interleave } from './interleave';
export { mixRows, mixRowsByPairs } from './mix-rows';
export { narrowToBytes, narrowToFloats, narrowToWords } from './narrow';
export { widenBytes, widenFloats, widenWords } from './widen';
