import { readStill } from '@havc/media';
import { fileBytes } from '../colorize/file-bytes.ts';
import { formatBytes } from '../progress/format.ts';
import { formatTable } from '../table.ts';
import type { InfoRequest } from './info-request.ts';

/** An image's traits, as a table or as JSON. */
export async function imageInfo(input: string, { json, signal }: InfoRequest): Promise<string> {
  const { image: _image, original: _original, ...still } = await readStill(input, { signal });
  const size = await fileBytes(input);
  if (json) return `${JSON.stringify({ kind: 'image', ...still, size }, null, 2)}\n`;
  const traits = [
    still.format,
    `${still.width}x${still.height}`,
    `${still.bitDepth} bits`,
    still.colorModel,
    ...(still.hasAlpha ? ['with alpha'] : []),
    ...(size === null ? [] : [formatBytes(size)]),
  ];
  const rows: [string, string][] = [
    ['Picture', traits.join(', ')],
    ['Profile', still.profile ?? 'none'],
    ['Turned', still.reoriented ? 'yes, by its EXIF orientation' : 'no'],
    ...still.notes.map((note): [string, string] => ['Note', note]),
  ];
  return `${JSON.stringify(input)}\n${formatTable(rows)}\n`;
}
