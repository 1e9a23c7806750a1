/**
 * Which of several differences are more than chance, where one of them alone being so by chance must be as rare as `level`.
 *
 * Of twenty comparisons of equal things one looks significant at 5 %: whoever picks the striking ones out of a table asks
 * more of them than of a single one. The smallest chance must be at most level / n, the next level / (n − 1), and so on up
 * to the first that isn't.
 *
 * @param chances - of each difference: how often chance alone gives one as large, 0..1.
 * @returns for each whether it counts.
 *
 * Source: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6 (1979).
 */
export function holm(chances: readonly number[], level = 0.05): readonly boolean[] {
  const order = chances.map((_, index) => index).sort((a, b) => chances[a]! - chances[b]!);
  const counts = chances.map(() => false);
  for (const [rank, index] of order.entries()) {
    if (!(chances[index]! <= level / (chances.length - rank))) break;
    counts[index] = true;
  }
  return counts;
}
