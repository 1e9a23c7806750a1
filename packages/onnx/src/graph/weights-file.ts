import { open } from 'node:fs/promises';
import { HavcError, throwIfAborted } from '@havc/core';
import { toFloat16 } from './float16.ts';
import type { Initializer } from './graph.ts';
import { elementCount, formatShape } from './value.ts';
import type { WeightSource } from './weight-source.ts';

/** Where one initializer lies in a file of weights. */
export interface WeightPlace {
  readonly offset: number;
  readonly bytes: number;
}

/** Large tensors begin where any system can map them into memory. */
const LARGE_BYTES = 1 << 20;
const LARGE_ALIGNMENT = 1 << 16;
const SMALL_ALIGNMENT = 64;

/** Bytes of each element as they are written. */
const ELEMENT_BYTES = { float32: 4, float16: 2, int64: 8 } as const;

/**
 * Writes the initializers that come from a checkpoint, one after another, as they are read: no more than the largest of
 * them, and what it is made of, is in memory.
 *
 * @returns where each lies, by name.
 * @throws HavcError `WEIGHTS_REFUSED` as the source does, and for a tensor that holds what is no number; `ABORTED`.
 */
export async function writeWeights(
  path: string,
  initializers: readonly Initializer[],
  source: WeightSource,
  signal: AbortSignal | undefined,
): Promise<Map<string, WeightPlace>> {
  const places = new Map<string, WeightPlace>();
  const file = await open(path, 'w');
  try {
    let end = 0;
    for (const initializer of initializers) {
      if (!initializer.load) continue;
      throwIfAborted(signal);
      const values = await initializer.load((name) => source.readFloat32(name));
      ensureFinite(values, initializer, source);
      const bytes = constantBytes(values, initializer.type);
      const alignment = bytes.length >= LARGE_BYTES ? LARGE_ALIGNMENT : SMALL_ALIGNMENT;
      const offset = Math.ceil(end / alignment) * alignment;
      await writeFully(file, bytes, offset);
      places.set(initializer.name, { offset, bytes: bytes.length });
      end = offset + bytes.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return places;
}

/** How many bytes an initializer takes in the file. */
export function weightBytes({ shape, type }: Initializer): number {
  return elementCount(shape) * ELEMENT_BYTES[type];
}

/** Numbers as an initializer of that type holds them. */
export function constantBytes(values: Float32Array | BigInt64Array, type: Initializer['type']): Uint8Array {
  const data = type === 'float16' && values instanceof Float32Array ? toFloat16(values) : values;
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** One weight that is no number makes every colour one. */
function ensureFinite(values: Float32Array, { name, shape }: Initializer, source: WeightSource): void {
  if (values.length !== elementCount(shape)) {
    throw new HavcError('SHAPE_INVALID', `${name} should hold ${formatShape(shape)}, got ${values.length} numbers.`);
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * 0;
  if (sum === 0) return;
  throw new HavcError(
    'WEIGHTS_REFUSED',
    `${source.name} is damaged: the weights of ${name} hold what is no finite number. Get the file again.`,
    { details: { weight: name } },
  );
}

/** Node takes no more than 2 GiB at once, and may write less than it was given. */
async function writeFully(file: Awaited<ReturnType<typeof open>>, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(
      bytes,
      written,
      Math.min(bytes.length - written, 1 << 30),
      position + written,
    );
    written += bytesWritten;
  }
}
