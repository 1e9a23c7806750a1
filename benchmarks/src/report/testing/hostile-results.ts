import type { BenchResults } from '../../results/bench-results.ts';

/** What somebody might write into a label to get out of a text, an attribute, a script, a table or a link. */
export const HOSTILE = `</title></style></script><script>alert(1)</script>"'><img src=x onerror=alert(2)>|a|\n| b |](javascript:alert(3)) \`\`\` \u0000${'x'.repeat(300)}`;

/** Results in which each text is {@link HOSTILE}, but for the words that the format knows and for ids, which stay different. */
export function makeHostile(results: BenchResults): BenchResults {
  return change(results, '') as BenchResults;
}

const KEPT = new Set(['format', 'kind', 'stage', 'origin', 'id', 'of', 'against', 'picture', 'method', 'column']);

/** Names of bands and sectors are columns of tables: two of one name would be one. */
function numbered(value: unknown, index: number): unknown {
  const isNamed = typeof value === 'object' && value !== null && 'name' in value;
  return isNamed ? { ...value, name: `${value.name} ${index}` } : value;
}

function change(value: unknown, key: string): unknown {
  if (typeof value === 'string') return KEPT.has(key) ? value : HOSTILE;
  if (Array.isArray(value)) return value.map((element, index) => numbered(change(element, key), index));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, change(field, name)]));
}
