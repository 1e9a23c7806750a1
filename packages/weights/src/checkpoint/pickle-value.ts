import type { ElementType } from './checkpoint.ts';
import type { PickleGlobal } from './pickle-globals.ts';

/**
 * What a pickle can hold here. Nothing of it is an object of a class that the file chose, and no key of a file ever
 * becomes a property: dictionaries are Maps.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleFloat
  | PickleTuple
  | PickleList
  | PickleSet
  | PickleDict
  | PickleGlobal
  | PickleStorage
  | PickleTensor
  | PickleOpaque;

/** A float; kept apart from the integers, so that 3.0 is no size. */
export class PickleFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A tuple; `torch.Size` too. */
export class PickleTuple {
  readonly items: readonly PickleValue[];
  readonly depth: number;
  constructor(items: readonly PickleValue[]) {
    this.items = items;
    this.depth = items.reduce((most: number, item) => Math.max(most, depthOf(item)), 0) + 1;
  }
}

/** A list. */
export class PickleList {
  readonly items: PickleValue[] = [];
  depth = 1;
  push(item: PickleValue): void {
    this.items.push(item);
    this.depth = Math.max(this.depth, depthOf(item) + 1);
  }
}

/** A set or a frozen set, of which nothing is kept but that it was there. */
export class PickleSet {
  readonly depth = 1;
}

const NO_ENTRIES: ReadonlyMap<PickleValue, PickleValue> = new Map();

/** A dictionary or OrderedDict, in the file's order. */
export class PickleDict {
  /** Whether it's an OrderedDict: only those may be given a state (`_metadata`). */
  readonly ordered: boolean;
  depth = 1;
  // A checkpoint has an empty one for each tensor, and an empty Map is large.
  #entries: Map<PickleValue, PickleValue> | undefined;
  constructor(ordered: boolean) {
    this.ordered = ordered;
  }
  get entries(): ReadonlyMap<PickleValue, PickleValue> {
    return this.#entries ?? NO_ENTRIES;
  }
  set(key: PickleValue, value: PickleValue): void {
    this.#entries ??= new Map();
    this.#entries.set(key, value);
    this.depth = Math.max(this.depth, depthOf(key) + 1, depthOf(value) + 1);
  }
}

/** A storage that the pickle refers to: where its bytes are is the container's business. */
export class PickleStorage {
  readonly key: string;
  readonly type: ElementType;
  /** Elements of the whole storage. */
  readonly count: number;
  /** The part that tensors see, in elements. */
  readonly view: { readonly offset: number; readonly count: number };
  constructor(key: string, type: ElementType, count: number, view = { offset: 0, count }) {
    this.key = key;
    this.type = type;
    this.count = count;
    this.view = view;
  }
}

/** A tensor as the pickle declares it: not yet checked against its storage. */
export class PickleTensor {
  readonly storage: PickleStorage;
  readonly type: ElementType;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  constructor(
    storage: PickleStorage,
    type: ElementType,
    offset: number,
    shape: readonly number[],
    strides: readonly number[],
  ) {
    this.storage = storage;
    this.type = type;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

/** Something harmless that nobody needs, such as a `torch.device`. */
export class PickleOpaque {}

/** How deep containers lie in each other below a value, as far as is known when it's put somewhere. */
export function depthOf(value: PickleValue): number {
  const holds =
    value instanceof PickleTuple ||
    value instanceof PickleList ||
    value instanceof PickleDict ||
    value instanceof PickleSet;
  return holds ? value.depth : 0;
}
