export { countBytes } from './count-bytes';
export { TABLES } from './layout';
export { sumBytes } from './sum-bytes';
