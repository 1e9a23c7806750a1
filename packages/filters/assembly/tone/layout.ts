export { TABLES } from '../scene/layout';

/** Where the tables for a change of luma lie: behind what CLAHE has of a plane. */
export const CHANGES: usize = 0xd8000;
