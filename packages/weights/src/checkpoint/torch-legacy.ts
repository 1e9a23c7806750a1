import { ELEMENT_BYTES } from './element-type.ts';
import type { FileBytes } from './file-bytes.ts';
import type { Opened } from './opened.ts';
import { PickleDict, PickleList, type PickleStorage, type PickleValue } from './pickle-value.ts';
import { readPickle } from './read-pickle.ts';
import { bytesText, quoted, refusal } from './refusal.ts';
import { declareTensor, findStateDict, storageBytes } from './state-dict.ts';
import { planTensors } from './stored-tensor.ts';
import type { Unpickled } from './unpickle.ts';

/** The first pickle of the format. */
export const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;

/** Each storage has its count of elements before it. */
const COUNT_BYTES = 8;

/** Counts of small storages lie close together: many are got by one reading. */
const WINDOW_BYTES = 2 ** 16;

/**
 * Reads the format of `torch.save` before 1.6: five pickles (magic, protocol, system, the object, the keys of its
 * storages), then for each key a count and the numbers.
 *
 * @param stateDictPath - the keys that lead to the state dict; found without it.
 * @throws HavcError `WEIGHTS_REFUSED`.
 *
 * Source: torch/serialization.py (`_legacy_save`).
 */
export async function openTorchLegacy(file: FileBytes, stateDictPath?: readonly string[]): Promise<Opened> {
  let position = 0;
  const next = async (): Promise<Unpickled> => {
    const pickle = await readPickle(file, position);
    position += pickle.length;
    return pickle;
  };
  ensureMagic(file, (await next()).value);
  if ((await next()).value !== PROTOCOL) throw refusal(file.path, 'unknown-format', "its protocol isn't 1001");
  ensureLittleEndian(file, (await next()).value);
  const object = await next();
  const keys = (await next()).value;
  const places = await placeStorages(file, object.storages, keys, position);
  const found = findStateDict(file.path, object.value, stateDictPath);
  const declared = [...found.tensors].map(([name, tensor]) => ({
    ...declareTensor(file.path, name, tensor),
    storage: { locate: () => Promise.resolve(places.get(tensor.storage.key)!) },
  }));
  return { format: 'torch-legacy', stateDictPath: found.stateDictPath, tensors: planTensors(file, declared) };
}

function ensureMagic(file: FileBytes, value: PickleValue): void {
  if (value === LEGACY_MAGIC) return;
  throw refusal(file.path, 'unknown-format', 'it is a pickle, but none that PyTorch wrote', {
    advice: 'Take the official file of the model, or save its state dict in PyTorch.',
  });
}

function ensureLittleEndian(file: FileBytes, system: PickleValue): void {
  const little = system instanceof PickleDict ? system.entries.get('little_endian') : undefined;
  if (little === true) return;
  if (little === false) {
    throw refusal(file.path, 'big-endian', 'its numbers are big-endian', {
      advice: 'Take the official file, or save it again on a usual machine.',
    });
  }
  throw refusal(file.path, 'malformed', 'it does not say the byte order of its numbers');
}

/** Where in the file each storage begins. All sizes are added up and compared with the file's before one is used. */
async function placeStorages(
  file: FileBytes,
  storages: ReadonlyMap<string, PickleStorage>,
  keys: PickleValue,
  begin: number,
): Promise<Map<string, number>> {
  if (!(keys instanceof PickleList)) throw refusal(file.path, 'malformed', 'it has no list of its storages');
  const listed: PickleStorage[] = [];
  for (const key of keys.items) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined;
    if (storage === undefined) throw refusal(file.path, 'malformed', 'it lists a storage that no tensor has');
    listed.push(storage);
  }
  if (new Set(listed).size < listed.length) throw refusal(file.path, 'duplicate', 'it lists a storage twice');
  if (listed.length < storages.size) throw refusal(file.path, 'malformed', 'a tensor has a storage that is not listed');
  ensureSize(
    file,
    listed.reduce((end, storage) => end + COUNT_BYTES + storageBytes(storage), begin),
  );
  const places = new Map<string, number>();
  const countAt = countReader(file);
  let position = begin;
  for (const storage of listed) {
    const count = await countAt(position);
    if (count !== BigInt(storage.count)) {
      const what = `its storage ${quoted(storage.key)} has ${count} elements of ${ELEMENT_BYTES[storage.type]} bytes`;
      throw refusal(file.path, 'size-mismatch', `${what}, where ${storage.count} are declared`);
    }
    places.set(storage.key, position + COUNT_BYTES);
    position += COUNT_BYTES + storageBytes(storage);
  }
  return places;
}

function ensureSize(file: FileBytes, end: number): void {
  if (end === file.size) return;
  if (end > file.size) {
    const missing = end - file.size;
    const what = `it is ${bytesText(missing)} short (${bytesText(end)} were expected)`;
    throw refusal(file.path, 'truncated', `${what}: it was cut off, probably while downloading`, {
      details: { missingBytes: missing },
    });
  }
  throw refusal(file.path, 'size-mismatch', `${bytesText(file.size - end)} stand behind its last tensor`);
}

function countReader(file: FileBytes): (position: number) => Promise<bigint> {
  let start = 0;
  let window: Buffer = Buffer.alloc(0);
  return async (position) => {
    if (position < start || position + COUNT_BYTES > start + window.length) {
      start = position;
      window = await file.read(position, Math.min(WINDOW_BYTES, file.size - position));
    }
    return window.readBigInt64LE(position - start);
  };
}
