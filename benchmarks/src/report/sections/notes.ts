import { type Html, html } from '../page/html.ts';

/** What a method's numbers can't be read without. */
export interface Noted {
  readonly label: string;
  readonly notes: readonly string[];
}

/** The notes of methods, each said once with all methods that it is about. */
export function notesOf(methods: readonly Noted[]): readonly string[] {
  const labels = new Map<string, string[]>();
  for (const { label, notes } of methods) {
    for (const note of notes) labels.set(note, [...(labels.get(note) ?? []), label]);
  }
  return [...labels].map(([note, about]) => {
    const isOfAll = about.length === methods.length && methods.length > 1;
    return `${isOfAll ? 'All' : about.join('; ')}: ${note}`;
  });
}

/** Sentences as a list; nothing for none. */
export function notesHtml(notes: readonly string[]): Html | undefined {
  return notes.length > 0 ? html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>` : undefined;
}
