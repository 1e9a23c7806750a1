import { open } from 'node:fs/promises';
import type { StillFormat } from './still.ts';

/** What the first bytes of a file say it is. */
export type Sniffed =
  | { readonly kind: 'still'; readonly format: StillFormat }
  | { readonly kind: 'empty' }
  /** Something that is no picture of ours; `name` says what, where it is known ("a PDF document"). */
  | { readonly kind: 'other'; readonly name: string | undefined; readonly isPicture: boolean };

/** Bytes (as Latin-1 text) that stand at an offset in every file of a kind; several pairs must all match. */
type Magic = readonly (readonly [offset: number, text: string])[];

const FORMATS: readonly (readonly [Magic, StillFormat])[] = [
  [[[0, '\x89PNG\r\n\x1a\n']], 'png'],
  [[[0, '\xff\xd8\xff']], 'jpeg'],
  [
    [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
    'webp',
  ],
  [[[0, 'II*\0']], 'tiff'],
  [[[0, 'MM\0*']], 'tiff'],
  [[[0, 'II+\0']], 'tiff'],
  [[[0, 'MM\0+']], 'tiff'],
];

const OTHERS: readonly (readonly [Magic, name: string, isPicture: boolean])[] = [
  [[[0, 'GIF8']], 'a GIF', true],
  [
    [
      [0, 'BM'],
      [6, '\0\0\0\0'],
    ],
    'a BMP',
    true,
  ],
  [[[4, 'ftypavi']], 'an AVIF', true],
  [[[4, 'ftyphei']], 'a HEIC', true],
  [[[4, 'ftyphev']], 'a HEIC', true],
  [[[4, 'ftypmif1']], 'a HEIC or AVIF', true],
  [[[0, '\xff\x0a']], 'a JPEG XL', true],
  [[[0, '\0\0\0\x0cJXL ']], 'a JPEG XL', true],
  [[[0, '\0\0\0\x0cjP  ']], 'a JPEG 2000', true],
  [[[0, '8BPS']], 'a Photoshop document', true],
  [[[0, '#?RADIANCE']], 'a high dynamic range picture', true],
  [[[0, 'v/1\x01']], 'an OpenEXR picture', true],
  [[[0, '<svg']], 'an SVG', true],
  [[[0, '<?xml']], 'an SVG or other XML', true],
  [[[4, 'ftyp']], 'a film (MP4 or QuickTime)', false],
  [[[4, 'moov']], 'a film (QuickTime)', false],
  [[[4, 'mdat']], 'a film (QuickTime)', false],
  [[[0, '\x1a\x45\xdf\xa3']], 'a film (Matroska or WebM)', false],
  [
    [
      [0, 'RIFF'],
      [8, 'AVI '],
    ],
    'a film (AVI)',
    false,
  ],
  [[[0, '\0\0\x01\xba']], 'a film (MPEG)', false],
  [[[0, '\0\0\x01\xb3']], 'a film (MPEG)', false],
  [
    [
      [0, 'G'],
      [188, 'G'],
    ],
    'a film (MPEG)',
    false,
  ],
  [[[0, 'FLV\x01']], 'a film (Flash)', false],
  [[[0, 'OggS']], 'a film or sound (Ogg)', false],
  [[[0, 'YUV4MPEG2']], 'a film (y4m)', false],
  [[[0, '%PDF']], 'a PDF document', false],
  [[[0, 'PK\x03\x04']], 'a ZIP archive', false],
];

/** Says by its first bytes, never by its name, what a file is. Errors of the file system pass through. */
export async function sniffStill(file: string): Promise<Sniffed> {
  const bytes = Buffer.alloc(512);
  const handle = await open(file, 'r');
  let length: number;
  try {
    length = (await handle.read(bytes, 0, bytes.length, 0)).bytesRead;
  } finally {
    await handle.close();
  }
  if (length === 0) return { kind: 'empty' };
  const start = bytes.toString('latin1', 0, length);
  const begins = ([magic]: readonly [Magic, ...unknown[]]) =>
    magic.every(([offset, text]) => start.startsWith(text, offset));
  const format = FORMATS.find(begins)?.[1];
  if (format) return { kind: 'still', format };
  const other = OTHERS.find(begins);
  if (other) return { kind: 'other', name: other[1], isPicture: other[2] };
  // Text has no control characters but tab, line feed, form feed and carriage return.
  const isText = bytes.subarray(0, length).every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
  return { kind: 'other', name: isText ? 'text' : undefined, isPicture: false };
}
