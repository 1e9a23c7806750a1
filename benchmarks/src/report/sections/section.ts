import type { Html } from '../page/html.ts';

/** A part of the page with a title in the list of contents. */
export interface Section {
  /** Made by us: letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly content: Html;
  /** Its own parts, in their order. */
  readonly parts: readonly { readonly id: string; readonly title: string }[];
}

/** A part of a section; undefined where there is nothing to be said. */
export interface SectionPart {
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

/** Those that there are. */
export function present<T>(parts: readonly (T | undefined | false)[]): readonly T[] {
  return parts.filter((part): part is T => part !== undefined && part !== false);
}
