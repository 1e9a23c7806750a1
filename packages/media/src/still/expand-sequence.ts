import { stat } from 'node:fs/promises';
import path from 'node:path';
import { HavcError } from '@havc/core';
import { readFolder } from './list-images.ts';

/** The files of a numbered sequence. */
export interface ImageSequence {
  /** Paths and numbers, by number. */
  readonly images: readonly { readonly path: string; readonly number: number }[];
  /** Ranges of numbers without a file between the first and the last, both ends included. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

/** Whether a path is a pattern for {@link expandSequence}: `%d` or `%05d` in its file name. */
export function isSequencePattern(pattern: string): boolean {
  return [...path.basename(pattern).matchAll(NUMBER)].length === 1;
}

const NUMBER = /(?<!%)(?:%%)*%(0?)(\d*)d/g;

/**
 * The files that a pattern such as `frames/shot_%05d.png` stands for, by number, starting at any.
 *
 * `%05d` is a number of five digits or more with zeros in front, `%d` one without, `%%` a percent sign. A link to a plain
 * file counts as that file; links to folders are not followed.
 *
 * @throws HavcError `OPTION_INVALID` unless the file name has exactly one number; `INPUT_MISSING` when there is no folder
 * or no such file.
 */
export async function expandSequence(pattern: string): Promise<ImageSequence> {
  const name = path.basename(pattern);
  const folder = path.dirname(pattern);
  if (!isSequencePattern(pattern)) {
    throw new HavcError(
      'OPTION_INVALID',
      `The sequence ${JSON.stringify(pattern)} needs one number such as %05d in its file name.`,
      { details: { path: pattern } },
    );
  }
  const matcher = matcherOf(name);
  const images: { path: string; number: number }[] = [];
  for (const entry of await readFolder(folder)) {
    const digits = matcher.exec(entry)?.[1];
    if (digits === undefined) continue;
    const file = path.join(folder, entry);
    if ((await stat(file).catch(() => undefined))?.isFile()) images.push({ path: file, number: Number(digits) });
  }
  if (images.length === 0) {
    throw new HavcError(
      'INPUT_MISSING',
      `No file in ${JSON.stringify(folder)} has a name like ${JSON.stringify(name)}: check the name and the digits.`,
      { details: { path: pattern } },
    );
  }
  images.sort((a, b) => a.number - b.number);
  const gaps: { from: number; to: number }[] = [];
  for (let i = 1; i < images.length; i++) {
    const from = images[i - 1]!.number + 1;
    const to = images[i]!.number - 1;
    if (from <= to) gaps.push({ from, to });
  }
  return { images, gaps };
}

function matcherOf(name: string): RegExp {
  const source = name
    .split(/(%%|%0?\d*d)/)
    .map((part) => {
      if (part === '%%') return '%';
      const digits = /^%(0?)(\d*)d$/.exec(part);
      if (!digits) return part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
      const width = Number(digits[2] || 0);
      // As printf writes it: zeros only fill up to the width.
      return width > 1 ? `(\\d{${width}}|[1-9]\\d{${width},14})` : '(0|[1-9]\\d{0,14})';
    })
    .join('');
  return new RegExp(`^${source}$`);
}
