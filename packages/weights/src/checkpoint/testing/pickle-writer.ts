/**
 * Pickles written by hand for tests: each function gives the bytes of one value, and they nest as the values do.
 *
 * Not part of the package.
 */

/** Bytes of a pickle in the order given; texts are ASCII opcodes. */
export function bytesOf(...parts: (string | number | Uint8Array)[]): Buffer {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'number') return Buffer.of(part);
      return typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    }),
  );
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
  return bytes;
}

/** A whole pickle of protocol 2: PROTO, the value, STOP. */
export const pickle = (...value: Uint8Array[]): Buffer => bytesOf('\x80\x02', ...value, '.');

export const text = (value: string): Buffer => bytesOf('X', uint32(Buffer.byteLength(value)), Buffer.from(value));

/** BININT1, BININT or LONG1, as Python's pickle chooses. */
export function integer(value: number | bigint): Buffer {
  const big = BigInt(value);
  if (big >= 0n && big < 256n) return bytesOf('K', Number(big));
  if (big === BigInt.asIntN(32, big)) return bytesOf('J', uint32(Number(BigInt.asUintN(32, big))));
  let length = 1;
  while (BigInt.asIntN(8 * length, big) !== big) length++;
  const digits = Array.from({ length }, (_, n) => Number(BigInt.asUintN(8, big >> BigInt(8 * n))));
  return bytesOf('\x8a', length, Buffer.from(digits));
}

export function float(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytesOf('G', bytes);
}

export const tuple = (...items: Uint8Array[]): Buffer => bytesOf('(', ...items, 't');
export const list = (...items: Uint8Array[]): Buffer => bytesOf('](', ...items, 'e');
export const dict = (...entries: [Uint8Array, Uint8Array][]): Buffer => bytesOf('}(', ...entries.flat(), 'u');
export const global = (module: string, name: string): Buffer => bytesOf(`c${module}\n${name}\n`);
export const call = (callable: Uint8Array, ...args: Uint8Array[]): Buffer => bytesOf(callable, tuple(...args), 'R');
export const ordered = (...entries: [Uint8Array, Uint8Array][]): Buffer =>
  bytesOf(call(global('collections', 'OrderedDict')), '(', ...entries.flat(), 'u');
export const none = bytesOf('N');
export const no = bytesOf('\x89');

/** What a tensor of a pickle is made of. */
export interface TensorOptions {
  readonly key: string;
  /** Elements of the storage; those of the shape otherwise. */
  readonly count?: number | bigint;
  readonly shape?: readonly (number | bigint)[];
  readonly strides?: readonly (number | bigint)[];
  readonly offset?: number | bigint;
  /** Name of the storage's class without its module. */
  readonly storage?: string;
  /** View of a storage in the old format: offset and count. */
  readonly view?: readonly [number, number];
}

/** A tensor as torch.save writes it; by default of four elements. */
export function tensor({ key, storage = 'FloatStorage', offset = 0, view, ...options }: TensorOptions): Buffer {
  const shape = options.shape ?? [4];
  const strides =
    options.strides ?? shape.map((_, axis) => shape.slice(axis + 1).reduce((all, n) => Number(all) * Number(n), 1));
  const count = options.count ?? shape.reduce((all, n) => Number(all) * Number(n), 1);
  const id = tuple(
    text('storage'),
    global('torch', storage),
    text(key),
    text('cpu'),
    integer(count),
    ...(view === undefined ? [] : [tuple(text('view'), integer(view[0]), integer(view[1]))]),
  );
  return call(
    global('torch._utils', '_rebuild_tensor_v2'),
    bytesOf(id, 'Q'),
    integer(offset),
    tuple(...shape.map(integer)),
    tuple(...strides.map(integer)),
    no,
    ordered(),
  );
}

/** A state dict of tensors by name. */
export const stateDict = (tensors: Readonly<Record<string, TensorOptions>>): Buffer =>
  ordered(...Object.entries(tensors).map(([name, options]): [Buffer, Buffer] => [text(name), tensor(options)]));
