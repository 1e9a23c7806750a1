import { type RgbImage, sizeOf } from '@havc/core';
import { type Canvas, createCanvas, type Ink } from './canvas.ts';
import { GAP, layOutSheet } from './sheet-layout.ts';
import { createTextPainter, type TextMask, type TextPainter, type TextStyle } from './text-painter.ts';

/** A contact sheet as data; its pictures have the size at which they are shown. */
export interface ContactSheet {
  /** What it is of, and a line of facts below. */
  readonly title: string;
  readonly facts: string;
  /** What stands above each column: time and frame, or a file's name. */
  readonly columns: readonly string[];
  /** From top to bottom; the first is the source. */
  readonly rows: readonly SheetRow[];
}

/** One row of a sheet. */
export interface SheetRow {
  /** The preset's or recipe's name. */
  readonly name: string;
  /** Lines below it: models, time. */
  readonly facts: readonly string[];
  /** What must be said of these pictures: that a small model stood in, for instance. */
  readonly warnings: readonly string[];
  /** One for each column; all pictures of a column have one size. */
  readonly pictures: readonly RgbImage[];
}

const PAPER: Ink = [250, 250, 248];
const BLACK: Ink = [28, 28, 30];
const GRAY: Ink = [104, 104, 110];
const RUST: Ink = [166, 74, 12];

const LABEL_WIDTH = 190;
const TITLE: TextStyle = { size: 21, bold: true, maxLines: 1 };
const NAME: TextStyle = { size: 17, bold: true, maxWidth: LABEL_WIDTH, maxLines: 3 };
const FACT: TextStyle = { size: 13, maxWidth: LABEL_WIDTH };
const FACTS_LINE: TextStyle = { size: 13, maxLines: 1 };
/** Between a name and the lines below it. */
const LEADING = 3;

/**
 * Draws a contact sheet: a header, a title above each column, a label left of each row, pictures between.
 *
 * @returns R'G'B', which the caller writes to a file.
 * @throws HavcError `OUTPUT_UNSUPPORTED` when texts can't be drawn.
 */
export async function drawContactSheet(sheet: ContactSheet): Promise<Canvas> {
  const painter = createTextPainter();
  const pictures = (sheet.rows[0]?.pictures ?? []).map(sizeOf);
  const header = await paintBlock(painter, [
    { text: sheet.title, style: TITLE, ink: BLACK },
    { text: sheet.facts, style: FACTS_LINE, ink: GRAY },
  ]);
  const labels = await Promise.all(sheet.rows.map((row) => paintBlock(painter, labelLines(row))));
  const titles = await Promise.all(
    sheet.columns.map((text, column) => {
      const maxWidth = Math.max(MIN_TITLE_WIDTH, pictures[column]?.width ?? 0);
      return painter.paint(text, { size: FACT.size, maxWidth, maxLines: 2 });
    }),
  );
  const layout = layOutSheet({ header, labels, titles, pictures });
  const canvas = createCanvas(layout.width, layout.height, PAPER);
  writeBlock(canvas, header, layout.header.x, layout.header.y);
  const titlesBottom = (layout.rows[0]?.y ?? layout.height) - GAP / 2;
  for (const [column, { x }] of layout.columns.entries()) {
    const title = titles[column]!;
    canvas.write(title, x, titlesBottom - title.height, GRAY);
  }
  for (const [row, { y }] of layout.rows.entries()) {
    writeBlock(canvas, labels[row]!, layout.labelX, y);
    for (const [column, { x }] of layout.columns.entries()) {
      const picture = sheet.rows[row]!.pictures[column];
      if (picture) canvas.place(picture, x, y);
    }
  }
  return canvas;
}

/** Pictures can be narrower than what is to be said of them. */
const MIN_TITLE_WIDTH = 150;

interface Line {
  readonly text: string;
  readonly style: TextStyle;
  readonly ink: Ink;
}

function labelLines({ name, facts, warnings }: SheetRow): Line[] {
  return [
    { text: name, style: NAME, ink: BLACK },
    ...facts.map((text) => ({ text, style: FACT, ink: GRAY })),
    ...warnings.map((text) => ({ text, style: FACT, ink: RUST })),
  ];
}

/** Lines below each other. */
interface Block {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly { readonly mask: TextMask; readonly ink: Ink; readonly y: number }[];
}

async function paintBlock(painter: TextPainter, lines: readonly Line[]): Promise<Block> {
  const painted: { mask: TextMask; ink: Ink; y: number }[] = [];
  let height = 0;
  for (const [index, { text, style, ink }] of lines.entries()) {
    if (text === '') continue;
    const mask = await painter.paint(text, style);
    painted.push({ mask, ink, y: height });
    height += mask.height + (index === 0 ? LEADING : 0);
  }
  return { width: Math.max(0, ...painted.map(({ mask }) => mask.width)), height, lines: painted };
}

function writeBlock(canvas: Canvas, block: Block, x: number, y: number): void {
  for (const line of block.lines) canvas.write(line.mask, x, y + line.y, line.ink);
}
