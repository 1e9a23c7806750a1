import { buildFrom, isGlobal, storageFrom, workFor } from './pickle-build.ts';
import { PickleCursor } from './pickle-cursor.ts';
import { resolveGlobal, SAVE_STATE_DICT } from './pickle-globals.ts';
import { OPCODE, REFUSED_OPCODES } from './pickle-opcodes.ts';
import {
  costOf,
  integerFromLine,
  MAX_LINE_BYTES,
  MAX_NUMBER_BYTES,
  readScalar,
  textFromBytes,
} from './pickle-scalars.ts';
import { PickleStack } from './pickle-stack.ts';
import {
  depthOf,
  PickleDict,
  PickleList,
  PickleSet,
  type PickleStorage,
  PickleTuple,
  type PickleValue,
} from './pickle-value.ts';
import { quoted, type RefusalReason, refusal } from './refusal.ts';

// Bounds. A state dict of 2000 tensors takes about 100,000 steps, 6 MB as they are counted here, and 4 levels.
const MAX_STEPS = 1_000_000;
const MAX_MEMORY = 32 * 2 ** 20;
const MAX_DEPTH = 100;

/** What a pickle holds. */
export interface Unpickled {
  readonly value: PickleValue;
  /** The storages that it refers to, by key. */
  readonly storages: ReadonlyMap<string, PickleStorage>;
  /** How many bytes it has. */
  readonly length: number;
}

/**
 * Reads a whole pickle as {@link Unpickler} does.
 *
 * @param path - the file's name, for messages.
 */
export function unpickle(bytes: Buffer, path: string): Unpickled {
  return new Unpickler(path).read(bytes);
}

/**
 * Reads a pickle as data: a stack machine that can build numbers, texts, containers and what stands for tensors, and
 * nothing else. Nothing is ever called, and there is no looser way that it falls back to.
 *
 * @throws HavcError `WEIGHTS_REFUSED`: `forbidden-global`, `module`, `forbidden-opcode`, `unsupported-type`, `malformed`,
 * `limit`; PickleCutShort where the bytes end before the pickle does.
 *
 * Source: Python's pickletools.py (opcodes), torch/serialization.py (persistent ids).
 */
export class Unpickler {
  #cursor = new PickleCursor(Buffer.alloc(0));
  readonly #path: string;
  readonly #malformed = (problem: string) => this.#fail('malformed', problem);
  readonly #stack = new PickleStack(this.#malformed);
  readonly #memo = new Map<number, PickleValue>();
  readonly #storages = new Map<string, PickleStorage>();
  #opcodeAt = 0;
  #steps = 0;
  #memory = 0;

  /** @param path - the file's name, for messages. */
  constructor(path: string) {
    this.#path = path;
  }

  /**
   * @param bytes - from the pickle's first byte on. After PickleCutShort it may be called again with more of them and goes
   * on where it was: an opcode changes nothing before all that belongs to it has been read.
   */
  read(bytes: Buffer): Unpickled {
    this.#cursor = new PickleCursor(bytes, this.#opcodeAt);
    for (;;) {
      this.#opcodeAt = this.#cursor.position;
      const opcode = this.#cursor.uint8();
      this.#spend(1, 0);
      if (opcode === OPCODE.STOP) break;
      const value =
        readScalar(opcode, this.#cursor, this.#malformed) ?? this.#container(opcode) ?? this.#reference(opcode);
      if (value !== undefined) this.#push(value);
      else if (opcode === OPCODE.NONE) this.#push(null);
      else this.#act(opcode);
    }
    const value = this.#stack.pop();
    if (this.#stack.size > 0) throw this.#fail('malformed', 'ends with more than one value');
    return { value, storages: this.#storages, length: this.#cursor.position };
  }

  #container(opcode: number): PickleList | PickleDict | PickleSet | PickleTuple | undefined {
    switch (opcode) {
      case OPCODE.EMPTY_TUPLE:
        return new PickleTuple([]);
      case OPCODE.TUPLE1:
        return this.#tuple(this.#stack.popMany(1));
      case OPCODE.TUPLE2:
        return this.#tuple(this.#stack.popMany(2));
      case OPCODE.TUPLE3:
        return this.#tuple(this.#stack.popMany(3));
      case OPCODE.TUPLE:
        return this.#tuple(this.#stack.popMark());
      case OPCODE.EMPTY_LIST:
        return new PickleList();
      case OPCODE.LIST:
        return this.#extend(new PickleList(), this.#stack.popMark());
      case OPCODE.EMPTY_DICT:
        return new PickleDict(false);
      case OPCODE.DICT:
        return this.#setItems(new PickleDict(false), this.#stack.popMark());
      case OPCODE.EMPTY_SET:
        return new PickleSet();
      case OPCODE.FROZENSET:
        this.#stack.popMark();
        return new PickleSet();
      default:
        return undefined;
    }
  }

  #reference(opcode: number): PickleValue | undefined {
    switch (opcode) {
      case OPCODE.GLOBAL:
        return resolveGlobal(this.#path, this.#nameLine(), this.#nameLine());
      case OPCODE.STACK_GLOBAL: {
        const [module, name] = this.#stack.popMany(2);
        if (typeof module === 'string' && typeof name === 'string') return resolveGlobal(this.#path, module, name);
        throw this.#fail('malformed', 'imports by a name that is no text');
      }
      case OPCODE.REDUCE:
        return this.#reduce();
      case OPCODE.BINPERSID:
        return this.#storage(this.#stack.pop());
      default:
        return undefined;
    }
  }

  /** Opcodes that leave no new value on the stack. */
  #act(opcode: number): void {
    const cursor = this.#cursor;
    switch (opcode) {
      case OPCODE.PROTO:
        if (cursor.uint8() > 4) throw this.#fail('forbidden-opcode', 'has a protocol later than 4');
        break;
      case OPCODE.FRAME:
        cursor.ensure(cursor.uint64());
        break;
      case OPCODE.MARK:
        this.#spend(0, 16);
        this.#stack.mark();
        break;
      case OPCODE.POP:
        this.#stack.drop();
        break;
      case OPCODE.POP_MARK:
        this.#stack.popMark();
        break;
      case OPCODE.DUP:
        this.#again(this.#stack.top());
        break;
      case OPCODE.PUT:
        this.#remember(this.#memoLine());
        break;
      case OPCODE.BINPUT:
        this.#remember(cursor.uint8());
        break;
      case OPCODE.LONG_BINPUT:
        this.#remember(cursor.uint32());
        break;
      case OPCODE.MEMOIZE:
        this.#remember(this.#memo.size);
        break;
      case OPCODE.GET:
        this.#recall(this.#memoLine());
        break;
      case OPCODE.BINGET:
        this.#recall(cursor.uint8());
        break;
      case OPCODE.LONG_BINGET:
        this.#recall(cursor.uint32());
        break;
      default:
        this.#fill(opcode);
    }
  }

  /** Opcodes that put something into the container below it, and those that are refused. */
  #fill(opcode: number): void {
    const stack = this.#stack;
    switch (opcode) {
      case OPCODE.APPEND: {
        const items = stack.popMany(1);
        this.#extend(stack.top(), items);
        break;
      }
      case OPCODE.APPENDS: {
        const items = stack.popMark();
        this.#extend(stack.top(), items);
        break;
      }
      case OPCODE.SETITEM: {
        const items = stack.popMany(2);
        this.#setItems(stack.top(), items);
        break;
      }
      case OPCODE.SETITEMS: {
        const items = stack.popMark();
        this.#setItems(stack.top(), items);
        break;
      }
      case OPCODE.ADDITEMS:
        this.#spend(stack.popMark().length, 0);
        if (!(stack.top() instanceof PickleSet)) throw this.#fail('malformed', 'adds to what is no set');
        break;
      case OPCODE.BUILD: {
        stack.pop();
        const target = stack.top();
        // `_metadata`, which every module.state_dict() carries: versions of layers, of no use here.
        if (target instanceof PickleDict && target.ordered) break;
        throw this.#fail('forbidden-opcode', 'sets the state of an object (BUILD) that is no OrderedDict');
      }
      default:
        this.#refuse(opcode);
    }
  }

  #refuse(opcode: number): never {
    if (opcode === OPCODE.INST) {
      // It names what it wants: that's the better message, where it isn't on the list.
      resolveGlobal(this.#path, this.#nameLine(), this.#nameLine());
      throw this.#fail('forbidden-opcode', 'has the opcode INST, which makes an object: it was not run');
    }
    const refused = REFUSED_OPCODES[opcode];
    if (refused === undefined) throw this.#fail('malformed', `has a byte that is no opcode: ${opcode}`);
    throw this.#fail('forbidden-opcode', `has the opcode ${refused[0]}, which ${refused[1]}: it was not run`);
  }

  #reduce(): PickleValue {
    const [callable, args] = this.#stack.popMany(2);
    if (!isGlobal(callable) || !(args instanceof PickleTuple))
      throw this.#fail('malformed', 'calls what is no function');
    const work = workFor(args.items);
    this.#spend(work, 100 * work);
    return this.#known(buildFrom(callable, args.items), `makes a ${callable.makes} of what doesn't fit`);
  }

  #storage(id: PickleValue): PickleStorage {
    if (id instanceof PickleTuple && id.items[0] === 'module') {
      throw refusal(this.#path, 'module', 'it holds a whole network, which is program code, and no state dict', {
        advice: SAVE_STATE_DICT,
      });
    }
    const storage = this.#known(storageFrom(id), 'refers to a storage in an unknown way');
    const known = this.#storages.get(storage.key);
    if (known !== undefined && (known.type !== storage.type || known.count !== storage.count)) {
      throw this.#fail('malformed', `declares its storage ${quoted(storage.key)} twice, and differently`);
    }
    if (known === undefined) this.#storages.set(storage.key, storage);
    this.#spend(0, 100);
    return storage;
  }

  #extend(list: PickleValue, items: readonly PickleValue[]): PickleList {
    if (!(list instanceof PickleList)) throw this.#fail('malformed', 'appends to what is no list');
    this.#spend(items.length, 16 * items.length);
    for (const item of items) list.push(item);
    this.#ensureDepth(list);
    return list;
  }

  #setItems(dict: PickleValue, items: readonly PickleValue[]): PickleDict {
    if (!(dict instanceof PickleDict) || items.length % 2 !== 0) {
      throw this.#fail('malformed', 'sets entries of what is no dictionary');
    }
    this.#spend(items.length, 60 * items.length + 200);
    for (let i = 0; i < items.length; i += 2) dict.set(items[i]!, items[i + 1]!);
    this.#ensureDepth(dict);
    return dict;
  }

  #tuple(items: readonly PickleValue[]): PickleTuple {
    this.#spend(items.length, 16 * items.length);
    return new PickleTuple(items);
  }

  #text(bytes: Buffer): string {
    return this.#known(textFromBytes(bytes), 'has a text that is no UTF-8');
  }

  #push(value: PickleValue): void {
    this.#spend(0, costOf(value));
    this.#ensureDepth(value);
    this.#stack.push(value);
  }

  /** Pushes what is there already: no memory but that of the stack. */
  #again(value: PickleValue): void {
    this.#spend(0, 8);
    this.#stack.push(value);
  }

  #remember(index: number): void {
    this.#spend(0, 60);
    this.#memo.set(index, this.#stack.top());
  }

  #recall(index: number): void {
    this.#again(this.#known(this.#memo.get(index), `recalls entry ${index} of its memo, which isn't there`));
  }

  #memoLine(): number {
    const index = integerFromLine(this.#cursor.line(MAX_NUMBER_BYTES));
    return this.#known(
      typeof index === 'number' && index >= 0 ? index : undefined,
      'has a memo entry without a number',
    );
  }

  #nameLine(): string {
    return this.#text(this.#known(this.#cursor.line(MAX_LINE_BYTES), 'has a line without an end'));
  }

  #ensureDepth(value: PickleValue): void {
    if (depthOf(value) > MAX_DEPTH) throw this.#fail('limit', `nests deeper than ${MAX_DEPTH} levels`);
  }

  #known<T>(value: T | undefined, problem: string): T {
    if (value === undefined) throw this.#fail('malformed', problem);
    return value;
  }

  /** Every step, every copied item and all memory that is taken is counted, and the counts have an end. */
  #spend(steps: number, memory: number): void {
    this.#steps += steps;
    this.#memory += memory;
    if (this.#steps > MAX_STEPS) throw this.#fail('limit', 'goes on far longer than any state dict');
    if (this.#memory > MAX_MEMORY) throw this.#fail('limit', 'takes far more memory than any state dict');
  }

  #fail(reason: RefusalReason, what: string): Error {
    return refusal(this.#path, reason, `its pickle ${what} (at byte ${this.#opcodeAt} of it)`);
  }
}
