/** Where tables and counts lie: behind two whole rows, see src/tone/clahe-rows.ts. */
export const TABLES: usize = 0x78000;
/** Where the tables for a change of luma lie: behind what CLAHE has of a plane. */
export const CHANGES: usize = 0xd8000;
