import { ELEMENT_BYTES } from './element-type.ts';
import { PickleDict, type PickleStorage, PickleTensor, type PickleValue } from './pickle-value.ts';
import { quoted, refusal } from './refusal.ts';
import type { DeclaredTensor } from './tensor-layout.ts';

/** Keys under which files keep a state dict beside other things. Where a dictionary has several, the first is taken. */
const WRAPPERS = [
  // fastai, and with it DeOldify: beside `opt`, the state of the training.
  'model',
  // BasicSR, and with it DDColor. The moving average comes second: official code asks for `params`.
  'params',
  'params_ema',
  // PyTorch Lightning and many training scripts.
  'state_dict',
  // DeepRemaster: the network that colours; beside `modelR`, which restores and isn't used.
  'modelC',
];

/** Wrappers in wrappers; nobody has more than two. */
const MAX_WRAPPERS = 4;

/** A dictionary around a state dict has a few keys; without a bound, one large dictionary under many keys costs hours. */
const MAX_WRAPPER_KEYS = 64;

/** The state dict of a pickle. */
export interface StateDict {
  /** The keys that lead to it. */
  readonly stateDictPath: readonly string[];
  readonly tensors: ReadonlyMap<string, PickleTensor>;
}

/**
 * Finds the state dict: the value itself, or what is under the usual keys, or the only dictionary of tensors in it.
 *
 * @param wanted - the keys that lead to it, where the caller knows better.
 * @throws HavcError `WEIGHTS_REFUSED` (`no-state-dict`) where there is none, or nothing says which.
 */
export function findStateDict(path: string, root: PickleValue, wanted?: readonly string[]): StateDict {
  const stateDictPath: string[] = [];
  let at = root;
  for (;;) {
    const key = wanted === undefined ? wrapperOf(at) : wanted[stateDictPath.length];
    if (key === undefined || stateDictPath.length === MAX_WRAPPERS) break;
    at = at instanceof PickleDict ? (at.entries.get(key) ?? null) : null;
    stateDictPath.push(key);
  }
  const tensors = tensorsOf(at);
  if (tensors.size > 0) return { stateDictPath, tensors };
  throw refusal(path, 'no-state-dict', `no state dict was found in it: ${described(root, wanted)}`, {
    advice:
      'Take the official file of the model, or name the keys that lead to the state dict as options.stateDictPath.',
  });
}

/** How a tensor of a pickle lies in its storage. */
export function declareTensor(path: string, name: string, tensor: PickleTensor): DeclaredTensor {
  const { storage, type, shape, strides } = tensor;
  // They differ for storages without a type alone, whose units are bytes.
  const ratio = ELEMENT_BYTES[storage.type] / ELEMENT_BYTES[type];
  const skipped = storage.view.offset * ratio;
  if (!Number.isInteger(skipped)) {
    throw refusal(path, 'malformed', `its tensor ${quoted(name)} begins in the middle of an element`);
  }
  const available = Math.floor((storage.view.offset + storage.view.count) * ratio);
  return { name, type, shape, strides, offset: skipped + tensor.offset, available };
}

/** How many bytes of the file a storage takes. */
export function storageBytes(storage: PickleStorage): number {
  return storage.count * ELEMENT_BYTES[storage.type];
}

function wrapperOf(value: PickleValue): string | undefined {
  if (!(value instanceof PickleDict)) return undefined;
  const { entries } = value;
  const usual =
    WRAPPERS.find((key) => holdsTensors(entries.get(key))) ??
    WRAPPERS.find((key) => wrapperKeys(entries.get(key)).length > 0);
  if (usual !== undefined || holdsTensors(value)) return usual;
  const keys = wrapperKeys(value);
  return keys.length === 1 ? keys[0] : undefined;
}

/** Keys of a small dictionary that lead to dictionaries with tensors. */
function wrapperKeys(value: PickleValue | undefined): string[] {
  if (!(value instanceof PickleDict) || value.entries.size > MAX_WRAPPER_KEYS) return [];
  const found = [...value.entries].filter(([key, entry]) => typeof key === 'string' && holdsTensors(entry));
  return found.map(([key]) => key as string);
}

function holdsTensors(value: PickleValue | undefined): boolean {
  if (!(value instanceof PickleDict)) return false;
  for (const [key, entry] of value.entries) {
    if (typeof key === 'string' && entry instanceof PickleTensor) return true;
  }
  return false;
}

/** The tensors of a state dict, which has them under texts; other things in it are left out, as PyTorch's loader can. */
function tensorsOf(value: PickleValue): Map<string, PickleTensor> {
  const tensors = new Map<string, PickleTensor>();
  if (!(value instanceof PickleDict)) return tensors;
  for (const [key, entry] of value.entries) {
    if (typeof key === 'string' && entry instanceof PickleTensor) tensors.set(key, entry);
  }
  return tensors;
}

function described(root: PickleValue, wanted: readonly string[] | undefined): string {
  if (wanted !== undefined && wanted.length > 0) return `nothing at ${wanted.map(quoted).join(' → ')}`;
  if (!(root instanceof PickleDict)) return 'it is no dictionary';
  const keys = [...root.entries.keys()].filter((key) => typeof key === 'string').slice(0, 10);
  return keys.length === 0 ? 'it is a dictionary without names' : `it has ${keys.map(quoted).join(', ')}`;
}
