import { type FileHandle, open } from 'node:fs/promises';
import { HavcError } from '@havc/core';

/**
 * A picture in libvips' own format: a header of 64 bytes, the samples from top to bottom as they are in memory, and an
 * XML document with EXIF, XMP, the ICC profile and the density. sharp writes and reads it without loss and in little
 * memory, and its pixels can be changed in place, so it is where a picture lies while its chroma is put in.
 */
export interface VipsFile extends AsyncDisposable {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly bytesPerSample: 1 | 2;
  /** Fills `pixels` with whole rows from row `y` on. */
  readRows(y: number, pixels: Uint8Array | Uint16Array): Promise<void>;
  /** Puts whole rows back. */
  writeRows(y: number, pixels: Uint8Array | Uint16Array): Promise<void>;
  /** Takes the ICC profile out, or puts another in its place. */
  setProfile(profile: Uint8Array | undefined): Promise<void>;
}

const HEADER_BYTES = 64;
/** As a number in the machine's own byte order, which is the one libvips writes in. */
const MAGIC = 0x08f2a6b6;
/** VipsBandFormat: unsigned char and unsigned short. */
const BYTES_PER_SAMPLE: Readonly<Record<number, 1 | 2>> = { 0: 1, 2: 2 };

/**
 * Opens such a file for reading and writing. Layout: libvips' `vips__read_header_bytes`; numbers are in the byte order of
 * the machine that wrote them, which is this one.
 *
 * @throws HavcError `INPUT_UNSUPPORTED` for anything but R'G'B'(A) of 8 or 16 bits.
 */
export async function openVipsFile(file: string): Promise<VipsFile> {
  const handle = await open(file, 'r+');
  try {
    return await readVipsFile(handle, file);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readVipsFile(handle: FileHandle, file: string): Promise<VipsFile> {
  const header = Buffer.alloc(HEADER_BYTES);
  await transfer(handle, 'read', header, 0);
  const [magic, width, height, channels, , format, coding] = new Int32Array(new Uint8Array(header).buffer);
  const bytesPerSample = BYTES_PER_SAMPLE[format!];
  if (magic !== MAGIC) throw unexpected(file, 'its header');
  if (!bytesPerSample || coding !== 0 || (channels !== 3 && channels !== 4)) throw unexpected(file, 'its samples');
  const rowBytes = width! * channels * bytesPerSample;
  const pixelsEnd = HEADER_BYTES + rowBytes * height!;

  return {
    width: width!,
    height: height!,
    channels,
    bytesPerSample,
    readRows: (y, pixels) => transfer(handle, 'read', pixels, HEADER_BYTES + y * rowBytes),
    writeRows: (y, pixels) => transfer(handle, 'write', pixels, HEADER_BYTES + y * rowBytes),
    async setProfile(profile) {
      const { size } = await handle.stat();
      const document = Buffer.alloc(size - pixelsEnd);
      await transfer(handle, 'read', document, pixelsEnd);
      const field = '    <field type="VipsBlob" name="icc-profile-data">';
      let xml = document.toString('utf8').replace(new RegExp(`${field}[^<]*</field>\\n`), '');
      if (profile) {
        const base64 = Buffer.from(profile).toString('base64');
        xml = xml.replace('  <meta>\n', (meta) => `${meta}${field}${base64}</field>\n`);
      }
      await handle.truncate(pixelsEnd);
      await transfer(handle, 'write', Buffer.from(xml), pixelsEnd);
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

async function transfer(
  handle: FileHandle,
  direction: 'read' | 'write',
  samples: Uint8Array | Uint16Array,
  position: number,
): Promise<void> {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  for (let done = 0; done < bytes.length; ) {
    const count =
      direction === 'read'
        ? (await handle.read(bytes, done, bytes.length - done, position + done)).bytesRead
        : (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
    if (count === 0) throw unexpected('the intermediate picture', 'its length');
    done += count;
  }
}

function unexpected(file: string, what: string): HavcError {
  return new HavcError(
    'INPUT_UNSUPPORTED',
    `The picture can't be coloured: ${what} in ${JSON.stringify(file)} is not what this version expects. ` +
      'Convert the picture to an RGB or gray PNG and try again.',
  );
}
