export { addition, average, difference, divide, exclusion, multiply, overlay, subtract } from './blend-values';
export { mixEvenly, mixMasked } from './mix';
