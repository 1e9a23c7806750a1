export { TABLES } from '../scene/layout';

/** Where the tables for a change of luma lie: behind what CLAHE has of a plane. */
export const CHANGES: usize = 0xd8000;
/** Where the weights of some rows of CLAHE lie, 8 bytes for each of up to 8192. */
export const WEIGHTS: usize = 0xe0000;
