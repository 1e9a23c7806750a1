import type { ElementType } from './checkpoint.ts';
import { widenBfloat16, widenFloat16 } from './float16.ts';

/** A tensor's values as nearly as JavaScript has them: 16-bit floats are widened to 32 bits, booleans are 0 and 1. */
export type ElementArray =
  | Float64Array
  | Float32Array
  | BigInt64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint8Array;

/** Bytes that one element takes in a file. */
export const ELEMENT_BYTES = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
} as const satisfies Record<ElementType, number>;

const ARRAYS = {
  float64: Float64Array,
  float32: Float32Array,
  float16: Float32Array,
  bfloat16: Float32Array,
  int64: BigInt64Array,
  int32: Int32Array,
  int16: Int16Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const satisfies Record<ElementType, unknown>;

/** A new array for `count` elements, of the kind that {@link decodeElements} gives. */
export function createElements(type: ElementType, count: number): ElementArray {
  return new ARRAYS[type](count);
}

/** Whether an element's bytes in a file are its bytes in memory. */
export function isPlain(type: ElementType): boolean {
  return type !== 'float16' && type !== 'bfloat16' && type !== 'bool';
}

/**
 * Elements out of the bytes of a file, which are little-endian as is every machine that ONNX Runtime has a build for.
 *
 * @param bytes - whole elements, beginning at a multiple of their size in their ArrayBuffer; may be shared by the result.
 */
export function decodeElements(type: ElementType, bytes: Uint8Array<ArrayBuffer>): ElementArray {
  const { buffer, byteOffset } = bytes;
  const count = bytes.byteLength / ELEMENT_BYTES[type];
  if (type === 'float16') return widenFloat16(new Uint16Array(buffer, byteOffset, count));
  if (type === 'bfloat16') return widenBfloat16(new Uint16Array(buffer, byteOffset, count));
  if (type === 'bool') return bytes.map((byte) => (byte === 0 ? 0 : 1));
  return new ARRAYS[type](buffer, byteOffset, count);
}

/** {@link decodeElements} with 32-bit floats as its result; 64-bit integers go through a double on their way. */
export function decodeFloat32(type: ElementType, bytes: Uint8Array<ArrayBuffer>): Float32Array {
  const elements = decodeElements(type, bytes);
  if (elements instanceof Float32Array) return elements;
  if (elements instanceof BigInt64Array) return Float32Array.from(elements, Number);
  return new Float32Array(elements);
}
