import { shorten } from '../page/format.ts';

/** Names of rows on the left of a plot, cut to what there is room for. */
export interface RowLabels {
  /** Room for them, CSS pixels. */
  readonly margin: number;
  readonly labelOf: (id: string) => string;
}

/** Mean width of a character of the page's font at 12 pixels, with something to spare. */
export const CHARACTER_WIDTH = 6.6;

/**
 * Makes room for the names of rows: as much as the longest wants, and at most three tenths of a wide drawing, or about a
 * third of a narrow one.
 *
 * @param labels - by id.
 */
export function rowLabels(labels: ReadonlyMap<string, string>, width: number): RowLabels {
  const most = Math.floor((width * (width < 500 ? 0.34 : 0.3)) / CHARACTER_WIDTH);
  const longest = Math.max(4, ...[...labels.values()].map((label) => [...label].length));
  const characters = Math.min(most, longest);
  return {
    margin: Math.ceil(characters * CHARACTER_WIDTH) + 14,
    labelOf: (id) => shorten(labels.get(id) ?? id, characters),
  };
}
