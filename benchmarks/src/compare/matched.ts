/** What is in two lists, by name. */
export interface Matched<Item> {
  readonly pairs: readonly (readonly [before: Item, after: Item])[];
  /** In the second list only. */
  readonly added: readonly Item[];
  /** In the first list only. */
  readonly removed: readonly Item[];
}

/** Finds the items of two lists that have the same name, in the second list's order; of equal names the first fits the first. */
export function matched<Item>(
  before: readonly Item[],
  after: readonly Item[],
  nameOf: (item: Item) => string,
): Matched<Item> {
  const waiting = new Map<string, Item[]>();
  for (const item of before) {
    const name = nameOf(item);
    const same = waiting.get(name);
    if (same) same.push(item);
    else waiting.set(name, [item]);
  }
  const pairs: (readonly [Item, Item])[] = [];
  const added: Item[] = [];
  for (const item of after) {
    const first = waiting.get(nameOf(item))?.shift();
    if (first === undefined) added.push(item);
    else pairs.push([first, item]);
  }
  return { pairs, added, removed: [...waiting.values()].flat() };
}
