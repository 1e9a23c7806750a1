import { basename } from 'node:path';
import { HavcError } from '@havc/core';
import { expandSequence, listImages, readStill } from '@havc/media';
import type { ColorizeContext } from '../colorize/colorize-request.ts';
import type { PreviewColumn, PreviewSource } from './preview-column.ts';

/** Larger pictures than this aren't read anyway. */
const LARGEST_SIDE = 65_535;

/**
 * Photographs as columns of a sheet: one image, or some of a folder or a sequence, evenly spread. An image that can't be
 * read is left out, and told of.
 *
 * @throws HavcError as `readStill`, `listImages` and `expandSequence` do; the first image's error where none can be read.
 */
export async function stillSource(
  input: string,
  kind: 'image' | 'folder' | 'sequence',
  count: number,
  context: ColorizeContext,
): Promise<PreviewSource> {
  const paths = await listPaths(input, kind);
  const chosen = spread(paths, count);
  const tell = (message: string) => context.reporter.tell({ event: 'decision-made', subject: 'input', message });
  if (chosen.length < paths.length) tell(`${chosen.length} of ${paths.length} pictures are shown, evenly spread.`);
  const columns: PreviewColumn[] = [];
  let failure: HavcError | undefined;
  for (const path of chosen) {
    try {
      columns.push(await stillColumn(path, context.signal));
    } catch (error) {
      if (!HavcError.is(error) || error.code === 'ABORTED') throw error;
      failure ??= error;
      if (chosen.length > 1) tell(`Left out: ${error.message}`);
    }
  }
  if (failure && columns.length === 0) throw failure;
  const [first] = columns;
  const facts =
    kind === 'image' && first
      ? `${first.picture.width}x${first.picture.height}`
      : `${paths.length} ${paths.length === 1 ? 'picture' : 'pictures'}`;
  return { unit: 'picture', facts, columns, count: paths.length, duration: undefined };
}

/** Some of a list, from the first to the last, evenly spread. */
export function spread<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  if (count === 1) return items.slice(0, 1);
  return Array.from({ length: count }, (_, i) => items[Math.round((i * (items.length - 1)) / (count - 1))]!);
}

async function listPaths(input: string, kind: 'image' | 'folder' | 'sequence'): Promise<readonly string[]> {
  if (kind === 'image') return [input];
  return kind === 'folder'
    ? (await listImages(input)).images
    : (await expandSequence(input)).images.map(({ path }) => path);
}

async function stillColumn(path: string, signal: AbortSignal): Promise<PreviewColumn> {
  const { width, height } = await readStill(path, { size: 16, signal });
  return {
    title: basename(path),
    picture: { width, height },
    async read(size) {
      const { image } = await readStill(path, { size: size === 'full' ? LARGEST_SIDE : size, signal });
      const shown = { index: 0, time: 0, image };
      return { frames: [shown], shown };
    },
  };
}
