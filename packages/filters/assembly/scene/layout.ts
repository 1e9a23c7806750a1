/** Where tables and counts lie: behind 64 runs, see `runAddress`. */
export const TABLES: usize = 0x78000;
