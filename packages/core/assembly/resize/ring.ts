/** The row of a ring that follows. */
@inline
export function after(row: usize, rowStep: usize, ring: usize, ringEnd: usize): usize {
  const next = row + rowStep;
  return next == ringEnd ? ring : next;
}
