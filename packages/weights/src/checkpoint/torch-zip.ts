import type { FileBytes } from './file-bytes.ts';
import type { Opened } from './opened.ts';
import { PickleCutShort } from './pickle-cursor.ts';
import { SAVE_STATE_DICT } from './pickle-globals.ts';
import type { PickleStorage } from './pickle-value.ts';
import { MAX_PICKLE_BYTES } from './read-pickle.ts';
import { bytesText, quoted, refusal } from './refusal.ts';
import { declareTensor, findStateDict, storageBytes } from './state-dict.ts';
import { planTensors } from './stored-tensor.ts';
import { unpickle } from './unpickle.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';
import { ZipRecord } from './zip-record.ts';

/**
 * Reads the format of `torch.save` since 1.6: a ZIP archive with `<name>/data.pkl` and a stored file for each storage.
 *
 * @param stateDictPath - the keys that lead to the state dict; found without it.
 * @throws HavcError `WEIGHTS_REFUSED`.
 *
 * Source: torch/serialization.py (`_save`) and caffe2/serialize/inline_container.cc.
 */
export async function openTorchZip(file: FileBytes, stateDictPath?: readonly string[]): Promise<Opened> {
  const entries = await readZipDirectory(file);
  const folder = findFolder(file, entries);
  await ensureLittleEndian(file, entries.get(`${folder}/byteorder`));
  const pickle = await new ZipRecord(file, entries.get(`${folder}/data.pkl`)!).readAll(MAX_PICKLE_BYTES);
  const found = findStateDict(file.path, unpickleWhole(pickle, file.path), stateDictPath);
  const records = new Map<string, ZipRecord>();
  const recordOf = (storage: PickleStorage) => {
    const known = records.get(storage.key);
    if (known !== undefined) return known;
    const record = openStorage(file, entries.get(`${folder}/data/${storage.key}`), storage);
    records.set(storage.key, record);
    return record;
  };
  const declared = [...found.tensors].map(([name, tensor]) => ({
    ...declareTensor(file.path, name, tensor),
    storage: recordOf(tensor.storage),
  }));
  return { format: 'torch-zip', stateDictPath: found.stateDictPath, tensors: planTensors(file, declared) };
}

function findFolder(file: FileBytes, entries: ReadonlyMap<string, ZipEntry>): string {
  const names = [...entries.keys()];
  const folders = names.flatMap((name) => /^([^/]+)\/data\.pkl$/.exec(name)?.[1] ?? []);
  const [folder] = folders;
  if (folder === undefined || folders.length > 1) {
    throw refusal(file.path, 'unknown-format', `it is a ZIP archive without PyTorch's data.pkl (${described(names)})`, {
      advice: 'If the file of weights lies in this archive, unpack it and name that file.',
    });
  }
  if (entries.has(`${folder}/constants.pkl`)) {
    throw refusal(file.path, 'module', 'it is a TorchScript archive, which is program code, and no state dict', {
      advice: SAVE_STATE_DICT,
    });
  }
  return folder;
}

function described(names: readonly string[]): string {
  return names.length === 0 ? 'it is empty' : `it begins with ${quoted(names[0]!)}`;
}

async function ensureLittleEndian(file: FileBytes, entry: ZipEntry | undefined): Promise<void> {
  if (entry === undefined) return;
  const order = (await new ZipRecord(file, entry).readAll(16)).toString('latin1');
  if (order === 'little') return;
  throw refusal(
    file.path,
    'big-endian',
    `its numbers are in another byte order than little-endian (${quoted(order)})`,
    {
      advice: 'Take the official file, or save it again on a usual machine.',
    },
  );
}

function unpickleWhole(bytes: Buffer, path: string) {
  try {
    const { value, length } = unpickle(bytes, path);
    if (length < bytes.length)
      throw refusal(path, 'malformed', `${bytesText(bytes.length - length)} follow its pickle`);
    return value;
  } catch (cause) {
    if (!(cause instanceof PickleCutShort)) throw cause;
    throw refusal(path, 'truncated', `the list of its tensors ends in the middle, after ${bytesText(bytes.length)}`);
  }
}

function openStorage(file: FileBytes, entry: ZipEntry | undefined, storage: PickleStorage): ZipRecord {
  const key = quoted(storage.key);
  if (entry === undefined) throw refusal(file.path, 'out-of-bounds', `the numbers of its storage ${key} aren't in it`);
  if (entry.size !== storageBytes(storage) && entry.method === 0) {
    const what = `its storage ${key} has ${bytesText(entry.size)}, where ${bytesText(storageBytes(storage))} are declared`;
    throw refusal(file.path, 'size-mismatch', what);
  }
  return new ZipRecord(file, entry);
}
