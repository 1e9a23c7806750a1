import { HavcError } from '@havc/core';

/** The memory of a tensor. float16 values travel as their bits in a Uint16Array, booleans as 0 and 1 in a Uint8Array. */
export type TensorData =
  | Float32Array
  | Float64Array
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigUint64Array
  | BigInt64Array;

/** Numbers in C order, and how many there are along each axis. */
export interface Tensor {
  readonly data: TensorData;
  readonly shape: readonly number[];
}

/** Tensors by name: what goes into a model, or what comes out. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** What a model says of one of its inputs or outputs. */
export interface TensorInfo {
  readonly name: string;
  /** As ONNX Runtime names it: `float32`, `float16`, `uint8`, `int64`, ... */
  readonly type: string;
  /** A number where the extent is fixed, the model's own name for it (or `''`) where it's free. */
  readonly shape: readonly (number | string)[];
}

/** How the memory of each element type is read; the keys are ONNX Runtime's names. */
const ARRAY_TYPES = {
  float32: Float32Array,
  float64: Float64Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  uint64: BigUint64Array,
  int64: BigInt64Array,
  float16: Uint16Array,
  bool: Uint8Array,
} as const;

type ElementType = keyof typeof ARRAY_TYPES;

/** The element type that the memory of `data` stands for when nothing else says so, or `undefined`. */
export function elementTypeOf(data: unknown): ElementType | undefined {
  const found = Object.entries(ARRAY_TYPES).find(([, arrayType]) => data instanceof arrayType);
  return found?.[0] as ElementType | undefined;
}

/** Where one tensor lies in the body of a message. */
export interface TensorPlace {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly bytes: number;
}

/** The widest element has 8 bytes; a typed array needs its memory to start at a multiple of that. */
const ALIGNMENT = 8;

/** Where each tensor goes in a message's body, and the parts of that body in order. Nothing is copied. */
export function packTensors(tensors: Tensors): { places: TensorPlace[]; parts: Uint8Array[] } {
  const places: TensorPlace[] = [];
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { data, shape }] of Object.entries(tensors)) {
    const bytes = data.byteLength;
    places.push({ name, type: elementTypeOf(data) ?? 'unknown', shape: [...shape], offset, bytes });
    parts.push(new Uint8Array(data.buffer, data.byteOffset, bytes));
    const padding = (ALIGNMENT - (bytes % ALIGNMENT)) % ALIGNMENT;
    if (padding > 0) parts.push(new Uint8Array(padding));
    offset += bytes + padding;
  }
  return { places, parts };
}

/** The tensors that lie in a message's body, as views on it. */
export function unpackTensors(places: readonly TensorPlace[], body: Uint8Array): Record<string, Tensor> {
  const entries = places.map(({ name, type, shape, offset, bytes }): [string, Tensor] => {
    const arrayType = ARRAY_TYPES[type as ElementType] ?? Uint8Array;
    const length = bytes / arrayType.BYTES_PER_ELEMENT;
    return [name, { data: new arrayType(body.buffer as ArrayBuffer, body.byteOffset + offset, length), shape }];
  });
  // A model may call its outputs what it likes, `__proto__` too: as entries, all are names.
  return Object.fromEntries(entries);
}

/**
 * Checks that each tensor is one: known memory, whole extents, as many numbers as its shape says.
 *
 * @throws HavcError `OPTION_INVALID` that names the tensor.
 */
export function ensureTensors(tensors: Tensors, where: string): void {
  for (const [name, { data, shape }] of Object.entries(tensors)) {
    const count = shape.reduce((product, extent) => product * extent, 1);
    if (!elementTypeOf(data)) {
      throw new HavcError('OPTION_INVALID', `${where}.${name}.data must be a typed array of numbers.`);
    }
    if (!shape.every((extent) => Number.isInteger(extent) && extent > 0) || count !== data.length) {
      throw new HavcError(
        'OPTION_INVALID',
        `${where}.${name} has the shape [${shape.join(', ')}] but ${data.length} numbers: give a shape of positive whole numbers whose product is the length of data.`,
      );
    }
  }
}

/**
 * Checks feeds against what the model says of its inputs: no name missing or unknown, the right element type, the
 * right number of axes, and the fixed extents kept.
 *
 * @throws HavcError `OPTION_INVALID` that names the input, what it has and what the model wants.
 */
export function ensureFeeds(feeds: Tensors, inputs: readonly TensorInfo[], model: string): void {
  const refuse = (problem: string): never => {
    const wanted = inputs.map(({ name, type, shape }) => `${name}: ${type} [${shape.join(', ')}]`).join('; ');
    throw new HavcError('OPTION_INVALID', `${problem}. Model ${model} takes ${wanted}.`, { details: { model } });
  };
  for (const name of Object.keys(feeds)) {
    if (!inputs.some((input) => input.name === name)) refuse(`feeds.${name} is no input of model ${model}`);
  }
  for (const { name, type, shape } of inputs) {
    const tensor = feeds[name];
    if (!tensor) {
      refuse(`feeds.${name} is missing`);
    } else if (ARRAY_TYPES[type as ElementType] !== ARRAY_TYPES[elementTypeOf(tensor.data)!]) {
      refuse(`feeds.${name} is ${elementTypeOf(tensor.data)}`);
    } else if (
      tensor.shape.length !== shape.length ||
      !shape.every((extent, axis) => typeof extent === 'string' || extent === tensor.shape[axis])
    ) {
      refuse(`feeds.${name} has the shape [${tensor.shape.join(', ')}]`);
    }
  }
}
