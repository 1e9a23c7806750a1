/**
 * Checkpoints as `torch.save` writes them, for tests: with the weights of a recipe, they stand for official files.
 *
 * Not part of the package. Tests of other packages import this file by its relative path.
 *
 * Source: PyTorch 1.13, torch/serialization.py (`_legacy_save` and `_save`); PEP 307 and pickletools for the opcodes.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** What is written: names and shapes in order, and where the numbers come from. */
export interface TensorsToWrite {
  readonly tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>;
  readFloat32(name: string): Promise<Float32Array>;
}

/** Keys around the state dict, outermost first: `['model']` for `{'model': ...}`; none for a bare one. */
export type Wrapping = readonly string[];

/** Writes the format from before PyTorch 1.6, in which the older official files are. */
export async function writeLegacyCheckpoint(
  path: string,
  source: TensorsToWrite,
  wrapping: Wrapping = [],
): Promise<void> {
  const file = await open(path, 'w');
  try {
    const names = [...source.tensors.keys()];
    await file.write(pickle(op.long1(Buffer.from('6cfc9c46f9206aa85019', 'hex'))));
    await file.write(pickle(op.int(1001)));
    const sizes = op.dict([
      [op.text('protocol_version'), op.int(1001)],
      [op.text('little_endian'), op.true],
      [op.text('type_sizes'), op.dict([[op.text('short'), op.int(2)]])],
    ]);
    await file.write(pickle(sizes));
    await file.write(pickle(wrapped(stateDict(source, true), wrapping)));
    await file.write(pickle(op.list(names.map((_, index) => op.text(`${index}`)))));
    for (const name of names) {
      const values = await source.readFloat32(name);
      const count = Buffer.alloc(8);
      count.writeBigInt64LE(BigInt(values.length));
      await file.write(count);
      await file.write(bytesOf(values));
    }
  } finally {
    await file.close();
  }
}

/** Writes the zip format of PyTorch 1.6 and later. */
export async function writeZipCheckpoint(path: string, source: TensorsToWrite, wrapping: Wrapping = []): Promise<void> {
  const file = await open(path, 'w');
  try {
    const zip = new StoredZip(file);
    await zip.add('archive/data.pkl', pickle(wrapped(stateDict(source, false), wrapping)));
    let index = 0;
    for (const name of source.tensors.keys()) {
      await zip.add(`archive/data/${index++}`, bytesOf(await source.readFloat32(name)));
    }
    await zip.add('archive/version', Buffer.from('3\n'));
    await zip.end();
  } finally {
    await file.close();
  }
}

function wrapped(content: Buffer, wrapping: Wrapping): Buffer {
  return wrapping.reduceRight((inner, key) => op.dict([[op.text(key), inner]]), content);
}

function stateDict({ tensors }: TensorsToWrite, legacy: boolean): Buffer {
  const entries = [...tensors].map(([name, { shape }], index): [Buffer, Buffer] => {
    const count = shape.reduce((product, extent) => product * extent, 1);
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, extent) => product * extent, 1));
    const storage = [op.text('storage'), op.global('torch', 'FloatStorage'), op.text(`${index}`), op.text('cpu')];
    const reference = op.tuple([...storage, op.int(count), ...(legacy ? [op.none] : [])]);
    const rebuilt = op.tuple([
      Buffer.concat([reference, op.persistentId]),
      op.int(0),
      op.tuple(shape.map(op.int)),
      op.tuple(strides.map(op.int)),
      op.false,
      op.orderedDict([]),
    ]);
    return [op.text(name), Buffer.concat([op.global('torch._utils', '_rebuild_tensor_v2'), rebuilt, op.reduce])];
  });
  return op.orderedDict(entries);
}

function pickle(content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x80, 2]), content, Buffer.from('.')]);
}

const op = {
  none: Buffer.from('N'),
  true: Buffer.from([0x88]),
  false: Buffer.from([0x89]),
  reduce: Buffer.from('R'),
  persistentId: Buffer.from('Q'),
  global: (module: string, name: string) => Buffer.from(`c${module}\n${name}\n`),
  int(value: number): Buffer {
    const bytes = Buffer.alloc(5, 'J');
    bytes.writeInt32LE(value, 1);
    return bytes;
  },
  long1: (digits: Buffer) => Buffer.concat([Buffer.from([0x8a, digits.length]), digits]),
  text(value: string): Buffer {
    const head = Buffer.alloc(5, 'X');
    head.writeUInt32LE(Buffer.byteLength(value), 1);
    return Buffer.concat([head, Buffer.from(value)]);
  },
  tuple: (items: readonly Buffer[]) => Buffer.concat([Buffer.from('('), ...items, Buffer.from('t')]),
  list: (items: readonly Buffer[]) => Buffer.concat([Buffer.from(']('), ...items, Buffer.from('e')]),
  dict: (entries: readonly (readonly [Buffer, Buffer])[]) =>
    Buffer.concat([Buffer.from('}('), ...entries.flat(), Buffer.from('u')]),
  orderedDict: (entries: readonly (readonly [Buffer, Buffer])[]) =>
    Buffer.concat([Buffer.from('ccollections\nOrderedDict\n)R('), ...entries.flat(), Buffer.from('u')]),
};

function bytesOf(values: Float32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

/** A zip file whose entries aren't compressed, which is how PyTorch writes them. */
class StoredZip {
  readonly #file: FileHandle;
  readonly #directory: Buffer[] = [];
  #end = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async add(name: string, content: Buffer): Promise<void> {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(crc32(content), 14);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    local.copy(central, 16, 14, 28);
    central.writeUInt32LE(this.#end, 42);
    this.#directory.push(central, Buffer.from(name));
    await this.#write(Buffer.concat([local, Buffer.from(name)]));
    await this.#write(content);
  }

  async end(): Promise<void> {
    const directory = Buffer.concat(this.#directory);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#directory.length / 2, 8);
    end.writeUInt16LE(this.#directory.length / 2, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(this.#end, 16);
    await this.#write(Buffer.concat([directory, end]));
  }

  async #write(bytes: Buffer): Promise<void> {
    await this.#file.write(bytes);
    this.#end += bytes.length;
  }
}
