import sharp from 'sharp';
import { imageTypeOf } from './image-type.ts';

/** The pictures of a page, as addresses that hold their bytes. */
export interface EmbeddedThumbnails {
  /** `data:` address of a path; undefined where there is none, or it was left out. */
  addressOf(path: string): string | undefined;
  /** Groups, by index, that were left out because the page would have become too large. */
  readonly leftOut: ReadonlySet<number>;
  /** How many files that results name couldn't be read as small pictures. */
  readonly missing: number;
  /** Whether they were made smaller to fit. */
  readonly isReduced: boolean;
}

/** Larger steps come after smaller ones: the longer side in pixels, and WebP's quality. */
const REDUCTIONS = [
  { side: 144, quality: 60 },
  { side: 104, quality: 45 },
] as const;

/** A thumbnail has a few ten thousand pixels; a small file that claims many millions is a trap. */
const MAX_PIXELS = 4_000_000;

/**
 * Reads pictures so that all of them together stay below a size: as they are, or made smaller, or without the last groups.
 *
 * @param groups - paths of pictures that are shown together or not at all, the most important first.
 * @param options.maxBytes - of all addresses together, as they stand in the page.
 */
export async function embedThumbnails(
  groups: readonly (readonly string[])[],
  options: { readonly read: (path: string) => Promise<Buffer | undefined>; readonly maxBytes: number },
): Promise<EmbeddedThumbnails> {
  const paths = [...new Set(groups.flat())];
  const files = new Map<string, Buffer>();
  for (const path of paths) {
    const bytes = await options.read(path);
    if (bytes && imageTypeOf(bytes)) files.set(path, bytes);
  }
  const missing = paths.length - files.size;
  let used = files;
  let isReduced = false;
  for (const reduction of REDUCTIONS) {
    if (sizeOf(used, paths) <= options.maxBytes) break;
    used = await reduced(files, reduction);
    isReduced = true;
  }
  const leftOut = tooMany(groups, used, options.maxBytes);
  const shown = new Set(groups.filter((_, index) => !leftOut.has(index)).flat());
  return {
    addressOf: (path) => {
      const bytes = shown.has(path) ? used.get(path) : undefined;
      if (!bytes) return undefined;
      return `data:${imageTypeOf(bytes)};base64,${bytes.toString('base64')}`;
    },
    ...{ leftOut, missing, isReduced },
  };
}

/** A page that shows none of its groups of pictures. */
export function noThumbnails(groups: number): EmbeddedThumbnails {
  const leftOut = new Set(Array.from({ length: groups }, (_, index) => index));
  return { addressOf: () => undefined, leftOut, missing: 0, isReduced: false };
}

async function reduced(
  files: ReadonlyMap<string, Buffer>,
  { side, quality }: (typeof REDUCTIONS)[number],
): Promise<Map<string, Buffer>> {
  const smaller = new Map<string, Buffer>();
  for (const [path, bytes] of files) {
    try {
      const made = await sharp(bytes, { limitInputPixels: MAX_PIXELS })
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .webp({ quality })
        .toBuffer();
      smaller.set(path, made.length < bytes.length ? made : bytes);
    } catch {
      // A damaged picture is shown as the browser can.
      smaller.set(path, bytes);
    }
  }
  return smaller;
}

/** The last groups that don't fit; a smaller one after them may. */
function tooMany(
  groups: readonly (readonly string[])[],
  files: ReadonlyMap<string, Buffer>,
  maxBytes: number,
): ReadonlySet<number> {
  const leftOut = new Set<number>();
  let total = 0;
  for (const [index, group] of groups.entries()) {
    const size = sizeOf(files, group);
    if (total + size > maxBytes) leftOut.add(index);
    else total += size;
  }
  return leftOut;
}

function sizeOf(files: ReadonlyMap<string, Buffer>, paths: readonly string[]): number {
  return paths.reduce((sum, path) => {
    const bytes = files.get(path);
    return bytes ? sum + 30 + 4 * Math.ceil(bytes.length / 3) : sum;
  }, 0);
}
