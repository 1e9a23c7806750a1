import type { PickleGlobal } from './pickle-globals.ts';
import {
  PickleDict,
  PickleList,
  PickleOpaque,
  PickleStorage,
  PickleTensor,
  PickleTuple,
  type PickleValue,
} from './pickle-value.ts';

/** As many axes as PyTorch allows. */
const MAX_AXES = 64;

/**
 * What a pickle gets for one of the names of the list with arguments (Python would call it here): plain data.
 * `undefined` where the arguments aren't those that PyTorch writes.
 */
export function buildFrom(global: PickleGlobal, args: readonly PickleValue[]): PickleValue | undefined {
  const first = args[0];
  switch (global.makes) {
    case 'ordered-dict':
      return args.length === 0 ? new PickleDict(true) : fromPairs(first);
    case 'tensor':
    case 'tensor-v2':
      return first instanceof PickleStorage ? tensorOf(first, first.type, args) : undefined;
    case 'tensor-v3': {
      const type = args[6];
      if (!(first instanceof PickleStorage) || !isGlobal(type) || type.makes !== 'type') return undefined;
      return tensorOf(first, type.type, args);
    }
    case 'parameter':
      return first instanceof PickleTensor ? first : undefined;
    case 'size':
      return first instanceof PickleTuple
        ? first
        : first instanceof PickleList
          ? new PickleTuple([...first.items])
          : undefined;
    case 'device':
      return new PickleOpaque();
    default:
      return undefined;
  }
}

/** Items that {@link buildFrom} goes through for these arguments: a list may be used again and again. */
export function workFor(args: readonly PickleValue[]): number {
  const first = args[0];
  return args.length + (first instanceof PickleList ? first.items.length : 0);
}

/**
 * The storage that a persistent id of `torch.save` stands for: `('storage', type, key, device, count)`, in the format
 * before 1.6 with a view of it behind, `(key, offset, count)`. `undefined` for anything else.
 */
export function storageFrom(id: PickleValue): PickleStorage | undefined {
  if (!(id instanceof PickleTuple)) return undefined;
  const [tag, kind, key, , count, view] = id.items;
  if (tag !== 'storage' || !isGlobal(kind) || kind.makes !== 'storage') return undefined;
  if (typeof key !== 'string' || !isCount(count) || id.items.length > 6) return undefined;
  if (view === undefined || view === null) return new PickleStorage(key, kind.type, count);
  if (!(view instanceof PickleTuple)) return undefined;
  const [, offset, part] = view.items;
  if (!isCount(offset) || !isCount(part) || offset + part > count) return undefined;
  return new PickleStorage(key, kind.type, count, { offset, count: part });
}

function tensorOf(
  storage: PickleStorage,
  type: PickleTensor['type'],
  args: readonly PickleValue[],
): PickleTensor | undefined {
  const [, offset, size, stride] = args;
  const shape = integers(size);
  const strides = integers(stride);
  if (!isCount(offset) || shape === undefined || strides === undefined) return undefined;
  return new PickleTensor(storage, type, offset, shape, strides);
}

function integers(value: PickleValue | undefined): number[] | undefined {
  if (!(value instanceof PickleTuple) || value.items.length > MAX_AXES) return undefined;
  return value.items.every((item) => typeof item === 'number') ? [...value.items] : undefined;
}

function fromPairs(value: PickleValue | undefined): PickleDict | undefined {
  if (!(value instanceof PickleList)) return undefined;
  const dict = new PickleDict(true);
  for (const pair of value.items) {
    if (!(pair instanceof PickleTuple) && !(pair instanceof PickleList)) return undefined;
    if (pair.items.length !== 2) return undefined;
    dict.set(pair.items[0]!, pair.items[1]!);
  }
  return dict;
}

/** Whether a value of a pickle is one of the names of the list. */
export function isGlobal(value: PickleValue | undefined): value is PickleGlobal {
  return typeof value === 'object' && value !== null && 'makes' in value;
}

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && value >= 0;
}
