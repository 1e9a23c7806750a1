import { HavcError } from '@havc/core';

/**
 * Splits a line into words as a POSIX shell splits it: at blanks, with 'single quotes', "double quotes" and
 * backslashes. Nothing is expanded and no shell is run: `$HOME`, `*` and `;` are characters like others.
 *
 * @param option - the option's name for the message: `--encoder-args`.
 * @throws HavcError `OPTION_INVALID` for a quote that isn't closed or a backslash at the very end.
 *
 * Source: POSIX.1-2017, Shell Command Language, 2.2 Quoting.
 */
export function splitShellWords(line: string, option: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: "'" | '"' | undefined;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (quote === "'") {
      if (character === "'") quote = undefined;
      else word += character;
    } else if (character === '\\') {
      const next = line[++at];
      if (next === undefined) throw unfinished(option, line, 'ends in a backslash');
      // Inside double quotes a backslash is a plain character, except before those that it can shield.
      if (quote === '"' && !'$`"\\\n'.includes(next)) word = `${word ?? ''}\\${next}`;
      // A backslash before a line break joins the two lines.
      else if (next !== '\n') word = (word ?? '') + next;
    } else if (quote === '"') {
      if (character === '"') quote = undefined;
      else word += character;
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= '';
    } else if (character === ' ' || character === '\t' || character === '\n' || character === '\r') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote) throw unfinished(option, line, `has a ${quote} that is not closed`);
  if (word !== undefined) words.push(word);
  return words;
}

function unfinished(option: string, line: string, why: string): HavcError {
  return new HavcError('OPTION_INVALID', `${option} ${why}: ${line}`, { details: { option, value: line } });
}
