import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { HavcError, type RgbImage } from '@havc/core';
import ndarray from 'ndarray';
import sharp, { type Sharp } from 'sharp';

/** A folder for one test, with a list of what is in it. For tests only, like everything in this file. */
export async function temporaryFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'havc-still-'));
  return {
    folder,
    at: (name: string) => path.join(folder, name),
    list: async () => (await readdir(folder)).sort(),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Samples of a file as they are stored: upright or not, never converted to another colour space. */
export async function samplesOf(file: string): Promise<{ data: Uint8Array | Uint16Array; channels: number }> {
  const metadata = await sharp(file).metadata();
  const deep = metadata.depth === 'ushort';
  const space = ['b-w', 'grey16', 'rgb16'].includes(metadata.space) ? metadata.space : 'srgb';
  const { data, info } = await sharp(file)
    .keepIccProfile()
    .toColourspace(space)
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const samples = deep ? new Uint16Array(new Uint8Array(data).buffer) : new Uint8Array(data);
  return { data: samples, channels: info.channels };
}

/** BT.601's Y of every pixel, not rounded. */
export function lumasOf(picture: { data: Uint8Array | Uint16Array; channels: number }): Float64Array {
  const { data, channels } = picture;
  const lumas = new Float64Array(data.length / channels);
  for (let i = 0, at = 0; i < lumas.length; i++, at += channels) {
    lumas[i] = channels < 3 ? data[at]! : 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  }
  return lumas;
}

/** Deterministic samples that reach both ends of the range, with slopes, edges and noise. */
export function scene(width: number, height: number, channels: number, maximum: number): Uint8Array | Uint16Array {
  const data = maximum > 255 ? new Uint16Array(width * height * channels) : new Uint8Array(width * height * channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++, at++) {
        const slope = (x + y * 0.5 + channel * 9) / (width + height * 0.5);
        const noise = (((x * 7919 + y * 104_729 + channel * 31) >>> 2) % 97) / 97 - 0.5;
        const edge = (x >> 4) % 5 === 0 ? 0.3 : 0;
        data[at] = Math.round(Math.min(1, Math.max(0, slope * 1.1 + noise * 0.2 + edge - 0.1)) * maximum);
      }
    }
  }
  return data;
}

/** A scene as sharp has it, gray or RGB, with or without alpha, of 8 or 16 bits. */
export function source(channels: 1 | 2 | 3 | 4, maximum: 255 | 65535, width = WIDTH, height = HEIGHT): Sharp {
  const data = scene(width, height, channels, maximum) as Uint16Array;
  const [gray, rgb] = maximum === 255 ? (['b-w', 'srgb'] as const) : (['grey16', 'rgb16'] as const);
  return sharp(data, { raw: { width, height, channels } }).toColourspace(channels < 3 ? gray : rgb);
}

/** Odd, so that nothing divides. */
export const WIDTH = 211;
export const HEIGHT = 157;

/** The HavcError that a promise is rejected with; any other end is thrown. */
export async function failureOf(pending: Promise<unknown>): Promise<HavcError> {
  try {
    await pending;
  } catch (error) {
    if (HavcError.is(error)) return error;
    throw error;
  }
  throw new Error('There was no error.');
}

/** The picture with strong colours of its own luma, more or less: what a colourizer would give. */
export function colorize(image: RgbImage): RgbImage {
  const [height, width] = image.shape as [number, number, number];
  const data = Uint8Array.from(image.data);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      data[at] = Math.min(255, Math.max(0, data[at]! + Math.round(90 * Math.sin(x / 20))));
      data[at + 2] = Math.min(255, Math.max(0, data[at + 2]! + Math.round(90 * Math.cos(y / 15))));
    }
  }
  return ndarray(data, [height, width, 3]);
}

/** A PNG with an ICC profile as it is, which sharp itself only writes after converting the pixels to it. */
export function withPngProfile(png: Uint8Array, profile: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from('iCCPtest\0\0', 'latin1'), deflateSync(profile)]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body) >>> 0, body.length + 4);
  const endOfHeader = 33; // signature of 8 bytes, IHDR of 25
  return Buffer.concat([png.subarray(0, endOfHeader), chunk, png.subarray(endOfHeader)]);
}

/** The same for a JPEG, where nothing checks whether the profile fits. */
export function withJpegProfile(jpeg: Uint8Array, profile: Uint8Array): Uint8Array {
  const segment = Buffer.concat([Buffer.from('\xff\xe2\0\0ICC_PROFILE\0\x01\x01', 'latin1'), profile]);
  segment.writeUInt16BE(segment.length - 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

/** A gray ICC profile (version 2) with a gamma as its tone curve. */
export function grayProfile(gamma: number, description = `Gray Gamma ${gamma}`): Uint8Array {
  const text = Buffer.alloc(12 + description.length + 1 + 78);
  text.write('desc', 0, 'latin1');
  text.writeUInt32BE(description.length + 1, 8);
  text.write(description, 12, 'latin1');
  const white = Buffer.from('58595a200000000000 00f6d6000100000000d32d'.replace(' ', ''), 'hex');
  const curve = Buffer.alloc(16);
  curve.write('curv', 0, 'latin1');
  curve.writeUInt32BE(1, 8);
  curve.writeUInt16BE(Math.round(gamma * 256), 12);
  const pad = (bytes: Buffer) => Buffer.concat([bytes], Math.ceil(bytes.length / 4) * 4);
  const blocks = [pad(text), pad(white), pad(curve)];
  const table = Buffer.alloc(4 + 36);
  table.writeUInt32BE(3, 0);
  let offset = 128 + table.length;
  ['desc', 'wtpt', 'kTRC'].forEach((signature, index) => {
    table.write(signature, 4 + index * 12, 'latin1');
    table.writeUInt32BE(offset, 8 + index * 12);
    table.writeUInt32BE([text.length, white.length, 14][index]!, 12 + index * 12);
    offset += blocks[index]!.length;
  });
  const header = Buffer.alloc(128);
  header.writeUInt32BE(offset, 0);
  header.writeUInt32BE(0x02100000, 8);
  header.write('mntrGRAYXYZ ', 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  header.writeInt32BE(63_190, 68); // the illuminant D50: 0.9642, 1, 0.8249
  header.writeInt32BE(65_536, 72);
  header.writeInt32BE(54_061, 76);
  return Buffer.concat([header, table, ...blocks]);
}
