import { createRequire } from 'node:module';
import { HavcError } from '@havc/core';
import sharp from 'sharp';

/** How a text looks; the letters are PT Sans, which comes along, so that machines without fonts can write too. */
export interface TextStyle {
  /** Height of the letters with their accents and tails, in pixels. */
  readonly size: number;
  readonly bold?: boolean;
  /** Lines are broken where they would be wider than this, in pixels. Default: they aren't broken. */
  readonly maxWidth?: number;
  /** Lines behind this number are left out. Default: 6. */
  readonly maxLines?: number;
}

/** A text as a mask: how much ink each pixel gets, 0..255, row by row. */
export interface TextMask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Turns texts into masks. */
export interface TextPainter {
  /**
   * The mask of a text. Its lines are a fixed number of pixels apart, whichever letters they have; a text without any
   * visible character is 0 wide and one line high.
   */
  paint(text: string, style: TextStyle): Promise<TextMask>;
}

/** Longer texts are cut: they would be file names made to fill the memory. */
const MAX_CHARACTERS = 200;

/**
 * Stands above each text while it is drawn. The library cuts a text to its ink, so "x" and "Üy" would have other heights
 * and no common line; with a line on top whose ink is known, those below it lie where they should.
 */
const STRUT = 'Ég';

/** A painter of texts. */
export function createTextPainter(): TextPainter {
  const pitches = new Map<string, Promise<number>>();
  const pitchOf = (style: TextStyle): Promise<number> => {
    const key = `${style.size} ${style.bold === true}`;
    const known = pitches.get(key);
    if (known) return known;
    const measured = Promise.all([render(STRUT, style), render(`${STRUT}\n${STRUT}`, style)]).then(
      ([one, two]) => two.height - one.height,
    );
    pitches.set(key, measured);
    return measured;
  };
  return {
    async paint(text, style) {
      const pitch = await pitchOf(style);
      const shown = presentable(text);
      if (shown === '') return { width: 0, height: pitch, data: new Uint8Array(0) };
      const { data, width, height } = await render(`${STRUT}\n${escapeMarkup(shown)}`, style);
      const lines = Math.max(1, Math.ceil((height - pitch) / pitch));
      const kept = Math.min(lines, style.maxLines ?? 6) * pitch;
      const mask = new Uint8Array(width * kept);
      mask.set(data.subarray(width * pitch, width * Math.min(height, pitch + kept)));
      return { width, height: kept, data: mask };
    },
  };
}

async function render(markup: string, { size, bold = false, maxWidth }: TextStyle): Promise<TextMask> {
  try {
    const { data, info } = await sharp({
      text: {
        text: markup,
        font: `PT Sans${bold ? ' Bold' : ''} ${size}`,
        fontfile: fontFile(bold),
        // A point is a pixel then.
        dpi: 72,
        ...(maxWidth !== undefined && { width: maxWidth, wrap: 'word-char' as const }),
      },
    })
      .extractChannel(0)
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HavcError('OUTPUT_UNSUPPORTED', `The sheet's labels can't be drawn: ${why}.`, { cause });
  }
}

function fontFile(bold: boolean): string {
  const name = bold ? '700Bold/PTSans_700Bold' : '400Regular/PTSans_400Regular';
  return createRequire(import.meta.url).resolve(`@expo-google-fonts/pt-sans/${name}.ttf`);
}

/** Controls, marks without a form, halves of characters, and breaks of lines. */
const UNDRAWABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text on one line, without what can't be drawn, and of bounded length. */
function presentable(text: string): string {
  const characters = [...text.replaceAll(UNDRAWABLE, ' ').trim()];
  return characters.length > MAX_CHARACTERS
    ? `${characters.slice(0, MAX_CHARACTERS - 1).join('')}…`
    : characters.join('');
}

/** The library reads its texts as Pango markup: a file may be called `<b>&`. */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
