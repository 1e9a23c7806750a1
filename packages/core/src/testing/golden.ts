/**
 * Reading of golden data in tests: pictures, tables and tensors that the original code produced.
 *
 * Not part of the package. Tests of other packages import this file by its relative path:
 *
 *   import { describeGolden, readRgb } from '../../core/src/testing/golden.ts';
 *
 *   describeGolden('filters/cv2_rgb2yuv', (golden) => {
 *     it.each(golden.cases)('equals the original: $name', async ({ inputs, output }) => { ... });
 *   });
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ndarray, { type NdArray } from 'ndarray';
import sharp from 'sharp';
import { describe, it } from 'vitest';
import type { RgbImage } from '../image.ts';

/** One case of a `cases.json`. What else the file says of it (`y`, `u`, `repeat`, ...) is kept as it is. */
export interface GoldenCase {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Usually paths relative to the suite's folder; strips are objects with a path inside. */
  readonly inputs: readonly unknown[];
  /** A path relative to the suite's folder, or the value itself. */
  readonly output: unknown;
  /** What the original does here that should not be copied blindly. */
  readonly quirk?: string;
  readonly [more: string]: unknown;
}

/** A folder of golden data with its `cases.json`. */
export interface GoldenSuite {
  readonly function: string;
  readonly tolerance: string;
  readonly note: string;
  readonly cases: readonly GoldenCase[];
  /** Absolute path of a file that the suite names relative to its own folder. */
  path(name: unknown): string;
  /** The frames of a strip: a picture in which they lie one below the other, `{ strip, frames }`. */
  readStrip(strip: unknown): Promise<RgbImage[]>;
}

/** Absolute path of the golden data: `HAVC_GOLDEN_DIR`, or `../shared/golden`, both seen from the repository's root. */
export function goldenDirectory(): string {
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  return resolve(root, process.env['HAVC_GOLDEN_DIR'] ?? '../shared/golden');
}

/** Absolute path of a file or folder of the golden data, which may not be there. */
export function goldenPath(...names: string[]): string {
  return resolve(goldenDirectory(), ...names);
}

/**
 * A `describe` for one folder of golden data. Where the folder is missing, one test stands in its place,
 * skipped with a message that says where it was looked for.
 */
export function describeGolden(folder: string, body: (golden: GoldenSuite) => void): void {
  describe(`golden ${folder}`, () => {
    const at = goldenPath(folder);
    if (!existsSync(resolve(at, 'cases.json'))) {
      const reason = `golden data not found at ${at}: set HAVC_GOLDEN_DIR to run these tests`;
      it(`is skipped: ${reason}`, (context) => context.skip(reason));
      return;
    }
    const file = JSON.parse(readFileSync(resolve(at, 'cases.json'), 'utf8')) as Omit<GoldenSuite, 'path' | 'readStrip'>;
    const path = (name: unknown) => resolve(at, expectText(name));
    body({ ...file, path, readStrip: async (strip) => splitStrip(await readRgb(path(strip)), strip) });
  });
}

/** An 8-bit picture without alpha as R'G'B'; of a gray file, the gray is repeated. */
export async function readRgb(path: string): Promise<RgbImage> {
  const { data, info } = await sharp(path).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`${path} has ${info.channels} channels, where 1 or 3 were expected.`);
  return ndarray(new Uint8Array(data), [info.height, info.width, 3]);
}

/** An 8-bit gray picture as one plane [height, width]: a mask, a luma plane. A colour file gives its first channel. */
export async function readGray(path: string): Promise<NdArray<Uint8Array>> {
  const { data, info } = await sharp(path).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return ndarray(new Uint8Array(data), [info.height, info.width]);
}

/** A JSON file of the golden data. */
export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

const NPY_ARRAYS = {
  '<f4': Float32Array,
  '<f8': Float64Array,
  '<i4': Int32Array,
  '<i2': Int16Array,
  '<u4': Uint32Array,
  '<u2': Uint16Array,
  '|i1': Int8Array,
  '|u1': Uint8Array,
  '|b1': Uint8Array,
} as const;

/** Element types of the `.npy` files that {@link readNpy} knows. */
export type NpyArray =
  | Float32Array
  | Float64Array
  | Int32Array
  | Int16Array
  | Uint32Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/**
 * A numpy file as an ndarray of its own shape, in C or Fortran order. Name the element type that is expected:
 * `readNpy<Float32Array>(path)`; a file of another type shows in the first comparison.
 *
 * Source: numpy's "NPY format" specification, versions 1 to 3.
 */
export function readNpy<T extends NpyArray = Float32Array>(path: string): NdArray<T> {
  const bytes = readFileSync(path);
  if (bytes.toString('latin1', 0, 6) !== '\x93NUMPY') throw new Error(`${path} is not an .npy file.`);
  const wide = bytes[6]! >= 2;
  const start = wide ? 12 : 10;
  const end = start + (wide ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8));
  const header = bytes.toString('utf8', start, end);
  const kind = /'descr':\s*'([^']+)'/.exec(header)?.[1] ?? '';
  const extents = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  if (!(kind in NPY_ARRAYS) || extents === undefined) throw new Error(`${path} has a header unknown here: ${header}`);
  const shape = extents
    .split(',')
    .filter((text) => text.trim() !== '')
    .map(Number);
  // A copy, because a typed array must start at a multiple of its element size.
  const payload = new Uint8Array(bytes.subarray(end)).buffer;
  const data = new NPY_ARRAYS[kind as keyof typeof NPY_ARRAYS](payload) as NpyArray as T;
  if (!/'fortran_order':\s*True/.test(header)) return ndarray(data, shape);
  const stride = shape.map((_, axis) => shape.slice(0, axis).reduce((product, extent) => product * extent, 1));
  return ndarray(data, shape, stride);
}

/** How far two arrays of the same shape are apart. */
export interface Difference {
  /** Largest absolute difference. */
  readonly max: number;
  /** Mean absolute difference. */
  readonly mean: number;
  /** How many samples differ by more than `tolerance`. */
  readonly beyond: number;
  /** Index of the first sample that differs by the largest amount, as text: "[3, 17, 2]: 12 instead of 14". */
  readonly where: string;
}

/**
 * Compares sample by sample, whatever the strides; a difference of shape is an error. Use it as
 * `expect(difference(actual, expected)).toMatchObject({ beyond: 0 })`, so that a failure shows where and how much.
 */
export function difference(actual: NdArray, expected: NdArray, tolerance = 0): Difference {
  if (actual.shape.join() !== expected.shape.join()) {
    throw new Error(`Shapes differ: [${actual.shape.join(', ')}] instead of [${expected.shape.join(', ')}].`);
  }
  const index = actual.shape.map(() => 0);
  let max = 0;
  let sum = 0;
  let beyond = 0;
  let where = 'nowhere';
  for (let n = 0; n < expected.size; n++) {
    const a = at(actual, index);
    const e = at(expected, index);
    // NaN counts as infinitely far, so that it can't pass for equal.
    const distance = Number.isNaN(a - e) ? Number.POSITIVE_INFINITY : Math.abs(a - e);
    sum += distance;
    if (distance > tolerance) beyond++;
    if (distance > max) {
      max = distance;
      where = `[${index.join(', ')}]: ${a} instead of ${e}`;
    }
    for (let axis = index.length - 1; axis >= 0 && ++index[axis]! === expected.shape[axis]; axis--) index[axis] = 0;
  }
  return { max, mean: sum / Math.max(1, expected.size), beyond, where };
}

function at(array: NdArray, index: readonly number[]): number {
  let position = array.offset;
  for (let axis = 0; axis < index.length; axis++) position += index[axis]! * array.stride[axis]!;
  return (array.data as ArrayLike<number>)[position]!;
}

function splitStrip(picture: RgbImage, strip: unknown): RgbImage[] {
  const { frames } = strip as { readonly frames: number };
  const [height, width] = picture.shape as [number, number];
  return Array.from({ length: frames }, (_, n) =>
    picture.lo((n * height) / frames, 0, 0).hi(height / frames, width, 3),
  );
}

function expectText(name: unknown): string {
  if (typeof name === 'string') return name;
  if (typeof name === 'object' && name !== null && 'strip' in name) return expectText(name.strip);
  throw new Error(`A file's name was expected, got ${JSON.stringify(name)}.`);
}
