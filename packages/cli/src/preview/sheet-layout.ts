import type { TargetSize } from '@havc/core';

/** What a sheet is laid out from: sizes in pixels of what stands on it. */
export interface SheetParts {
  /** The lines above everything. */
  readonly header: TargetSize;
  /** The text at the left of each row. */
  readonly labels: readonly TargetSize[];
  /** The text above each column. */
  readonly titles: readonly TargetSize[];
  /** The pictures of each column have one size. */
  readonly pictures: readonly TargetSize[];
}

/** Where each thing stands, in pixels from the upper left corner. */
export interface SheetLayout {
  readonly width: number;
  readonly height: number;
  readonly header: Place;
  /** Upper left corner of the titles' line. */
  readonly titlesY: number;
  readonly columns: readonly { readonly x: number; readonly width: number }[];
  readonly rows: readonly { readonly y: number; readonly height: number }[];
  readonly labelX: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Between the sheet's edge and what stands on it. */
export const MARGIN = 20;
/** Between pictures. */
export const GAP = 8;
/** Between the labels and the pictures, and below the header. */
export const GUTTER = 16;

/** Lays out a sheet: labels at the left, titles above, pictures in columns; a row is as high as what is highest in it. */
export function layOutSheet({ header, labels, titles, pictures }: SheetParts): SheetLayout {
  const labelWidth = Math.max(0, ...labels.map(({ width }) => width));
  const columns: { x: number; width: number }[] = [];
  let x = MARGIN + labelWidth + GUTTER;
  for (const [column, picture] of pictures.entries()) {
    const width = Math.max(picture.width, titles[column]?.width ?? 0);
    columns.push({ x, width });
    x += width + GAP;
  }
  const right = columns.length > 0 ? x - GAP : MARGIN + labelWidth;
  const titlesY = MARGIN + header.height + (header.height > 0 ? GUTTER : 0);
  const titlesHeight = Math.max(0, ...titles.map(({ height }) => height));
  const pictureHeight = Math.max(0, ...pictures.map(({ height }) => height));
  const rows: { y: number; height: number }[] = [];
  let y = titlesY + titlesHeight + (titlesHeight > 0 ? GAP / 2 : 0);
  for (const label of labels) {
    const height = Math.max(pictureHeight, label.height);
    rows.push({ y, height });
    y += height + GAP;
  }
  return {
    width: Math.max(right, MARGIN + header.width) + MARGIN,
    height: (rows.length > 0 ? y - GAP : y) + MARGIN,
    header: { x: MARGIN, y: MARGIN },
    titlesY,
    columns,
    rows,
    labelX: MARGIN,
  };
}
