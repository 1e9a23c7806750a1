/** Where tables and counts lie: behind 66 runs, see `runAddress`, which two whole rows of 65 536 pixels need. */
export const TABLES: usize = 0x78000;
