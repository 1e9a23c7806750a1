import {
  createRgbImage,
  type Frame,
  HavcError,
  type RgbImage,
  replaceLuma,
  resizeArea,
  resizeCatmullRom,
  type Stage,
  sizeOf,
  type TargetSize,
  throwIfAborted,
  toContiguous,
} from '@havc/core';
import { cellSize } from './cell-size.ts';
import type { PreviewColumn, PreviewWindow } from './preview-column.ts';

/** A way of colouring, ready to run. */
export interface PreviewRow {
  /**
   * The stage for frames of this size: it takes frames in order, and gives each of them once. Every window is a film of
   * its own to it.
   */
  open(size: TargetSize): Promise<Stage>;
  /** Shorter side of the pictures that it sees. */
  readonly size: number | 'full';
  /** How many frames before and after the shown one it sees: 0 where each frame is coloured by itself. */
  readonly around: number;
  /** Whether only its colours count, and the luma stays the source's. */
  readonly keepsLuma: boolean;
}

/** What came out, at the size of the sheet's pictures. */
export interface RenderedRows {
  /** One for each column. */
  readonly source: readonly RgbImage[];
  /** In the order of the rows. */
  readonly rows: readonly RenderedRow[];
}

/** A row's pictures. */
export interface RenderedRow {
  readonly pictures: readonly RgbImage[];
  /** Time for one frame at a stretch, in seconds; the first one, with which models warm up, isn't counted. */
  readonly secondsEach: number;
}

/** How {@link renderRows} works. */
export interface RenderRowsOptions {
  /** Side of the squares that pictures are fitted into, pixels. */
  readonly cell: number;
  readonly signal: AbortSignal;
  /** Called when a row has coloured another frame. */
  readonly onFrame?: (row: number) => void;
}

/**
 * Colours each column's frame in every row's way. It holds the frames of one column at a time, at one size, and the
 * finished small pictures.
 *
 * @throws HavcError as reading and colouring do; `ABORTED`.
 */
export async function renderRows(
  columns: readonly PreviewColumn[],
  rows: readonly PreviewRow[],
  options: RenderRowsOptions,
): Promise<RenderedRows> {
  const source: RgbImage[] = [];
  const rendered = rows.map(() => ({ pictures: [] as RgbImage[], seconds: 0, frames: 0 }));
  for (const column of columns) {
    const size = cellSize(column.picture, options.cell);
    let before: RgbImage | undefined;
    for (const group of groupBySize(rows)) {
      const window = await column.read(group.size, group.around);
      before ??= await sourcePicture(column, window, size);
      for (const at of group.rows) {
        throwIfAborted(options.signal);
        const row = rows[at]!;
        const result = rendered[at]!;
        const stage = await row.open(sizeOf(window.shown.image));
        const run = (frames: PreviewWindow) => colorShown(stage, frames, () => options.onFrame?.(at));
        if (result.frames === 0) await run({ frames: [window.shown], shown: window.shown });
        const own = narrowed(window, row.around);
        const startedAt = performance.now();
        const colored = await run(own);
        result.seconds += (performance.now() - startedAt) / 1000;
        result.frames += own.frames.length;
        const picture = fitted(colored, size);
        result.pictures.push(row.keepsLuma ? replaceLuma(before, picture) : picture);
      }
    }
    source.push(before ?? fitted((await column.read(sideOf(size), 0)).shown.image, size));
  }
  const finished = rendered.map(({ pictures, seconds, frames }) => ({
    pictures,
    secondsEach: seconds / Math.max(1, frames),
  }));
  return { source, rows: finished };
}

/** How many frames each row colours in all, for the progress: those of its windows, and one to warm up. */
export function framesOfRow(row: PreviewRow, columns: number): number {
  return columns * (1 + 2 * row.around) + 1;
}

/** The source's picture at the sheet's size: of a window that is as large as that, else read once more. */
async function sourcePicture(column: PreviewColumn, window: PreviewWindow, size: TargetSize): Promise<RgbImage> {
  const { width, height } = sizeOf(window.shown.image);
  const isLarge = width >= size.width && height >= size.height;
  return fitted(isLarge ? window.shown.image : (await column.read(sideOf(size), 0)).shown.image, size);
}

/** What makes a picture at least as large as a cell: sizes below 16 aren't taken. */
function sideOf({ width, height }: TargetSize): number {
  return Math.max(16, Math.min(width, height) + 1);
}

interface SizeGroup {
  readonly size: number | 'full';
  readonly around: number;
  readonly rows: readonly number[];
}

/** Rows that see the same pictures, so that these are read once; the largest first. */
function groupBySize(rows: readonly PreviewRow[]): SizeGroup[] {
  const pixels = (size: number | 'full') => (size === 'full' ? Number.POSITIVE_INFINITY : size);
  const sizes = [...new Set(rows.map(({ size }) => size))].sort((a, b) => pixels(b) - pixels(a));
  return sizes.map((size) => {
    const own = rows.flatMap((row, at) => (row.size === size ? [at] : []));
    return { size, around: Math.max(...own.map((at) => rows[at]!.around)), rows: own };
  });
}

/** A window with fewer frames on either side. */
function narrowed({ frames, shown }: PreviewWindow, around: number): PreviewWindow {
  const at = frames.indexOf(shown);
  return { shown, frames: frames.slice(Math.max(0, at - around), at + around + 1) };
}

async function colorShown(stage: Stage, { frames, shown }: PreviewWindow, onFrame: () => void): Promise<RgbImage> {
  let found: RgbImage | undefined;
  async function* input(): AsyncGenerator<Frame> {
    // Models that several rows share keep what they made of a picture, by identity: with a copy each row's time is its own.
    for (const frame of frames) yield { ...frame, image: copyOf(frame.image) };
  }
  for await (const frame of stage(input())) {
    if (frame.index === shown.index) found = frame.image;
    onFrame();
  }
  if (found) return found;
  throw new HavcError('INFERENCE_FAILED', `Colouring gave nothing for frame ${shown.index}. This is a bug of havc.`);
}

function copyOf(image: RgbImage): RgbImage {
  const { width, height } = sizeOf(image);
  return createRgbImage(width, height, toContiguous(image).slice());
}

function fitted(image: RgbImage, size: TargetSize): RgbImage {
  const own = sizeOf(image);
  if (own.width === size.width && own.height === size.height) return image;
  const shrinks = own.width >= size.width && own.height >= size.height;
  return shrinks ? resizeArea(image, size) : resizeCatmullRom(image, size);
}
