/** Indexes of `limit` of `count` things, spread evenly, the first among them; all where there are no more. */
export function evenly(count: number, limit: number): readonly number[] {
  const chosen = Math.min(count, limit);
  return Array.from({ length: chosen }, (_, index) => Math.floor((index * count) / chosen));
}
