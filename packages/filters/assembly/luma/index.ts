export { sumLuma } from './sum-luma';
