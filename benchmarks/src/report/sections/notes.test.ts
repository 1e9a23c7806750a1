import { describe, expect, it } from 'vitest';
import { notesHtml, notesOf } from './notes.ts';

describe('notesOf', () => {
  it('says each note once, with all methods that it is about', () => {
    const methods = [
      { label: 'a', notes: ['small', 'slow'] },
      { label: 'b', notes: ['small'] },
      { label: 'c', notes: [] },
    ];
    expect(notesOf(methods)).toEqual(['a; b: small', 'a: slow']);
  });

  it('names none where it is about all of several', () => {
    expect(
      notesOf([
        { label: 'a', notes: ['x'] },
        { label: 'b', notes: ['x'] },
      ]),
    ).toEqual(['All: x']);
    expect(notesOf([{ label: 'a', notes: ['x'] }])).toEqual(['a: x']);
  });
});

describe('notesHtml', () => {
  it('makes a list of texts, and nothing of none', () => {
    expect(String(notesHtml(['<b>']))).toBe('<ul class="notes"><li>&lt;b&gt;</li></ul>');
    expect(notesHtml([])).toBeUndefined();
  });
});
