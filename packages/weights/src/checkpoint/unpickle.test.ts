import { HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { PickleCutShort } from './pickle-cursor.ts';
import {
  PickleDict,
  PickleFloat,
  PickleList,
  PickleSet,
  PickleTensor,
  PickleTuple,
  type PickleValue,
} from './pickle-value.ts';
import {
  bytesOf,
  call,
  dict,
  global,
  integer,
  list,
  none,
  ordered,
  pickle,
  tensor,
  text,
  tuple,
  uint32,
  uint64,
} from './testing/pickle-writer.ts';
import { Unpickler, unpickle } from './unpickle.ts';

const big = (value: number | bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(Number(value));
  return bytes;
};

/** Values in the terms of JavaScript: tuples and lists as arrays, dictionaries as pairs. */
function plain(value: PickleValue): unknown {
  if (value instanceof PickleFloat) return { float: value.value };
  if (value instanceof PickleTuple) return { tuple: value.items.map(plain) };
  if (value instanceof PickleList) return value.items.map(plain);
  if (value instanceof PickleSet) return 'set';
  if (value instanceof PickleDict) return { dict: [...value.entries].map((entry) => entry.map(plain)) };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('latin1') };
  return value;
}

const read = (bytes: Uint8Array) => unpickle(Buffer.from(bytes), 'weights.pth');

describe('opcodes that build data', () => {
  it.each<[string, Uint8Array, unknown]>([
    ['NONE', bytesOf('N'), null],
    ['NEWTRUE', bytesOf('\x88'), true],
    ['NEWFALSE', bytesOf('\x89'), false],
    ['INT', bytesOf('I-12\n'), -12],
    ['INT of a boolean', bytesOf('I01\n'), true],
    ['BININT', bytesOf('J\xfe\xff\xff\xff'), -2],
    ['BININT1', bytesOf('K\xff'), 255],
    ['BININT2', bytesOf('M\x01\x02'), 513],
    ['LONG', bytesOf('L12345678901234567890L\n'), 12345678901234567890n],
    ['LONG1 of no bytes', bytesOf('\x8a\x00'), 0],
    ['LONG1', bytesOf('\x8a\x02\x00\x80'), -32768],
    ['LONG1 beyond 2^53', bytesOf('\x8a\x09', Buffer.alloc(8), 1), 2n ** 64n],
    ['LONG4', bytesOf('\x8b\x01\x00\x00\x00\xff'), -1],
    ['FLOAT', bytesOf('F-1.5e3\n'), { float: -1500 }],
    ['FLOAT of infinity', bytesOf('F-inf\n'), { float: Number.NEGATIVE_INFINITY }],
    ['BINFLOAT', bytesOf('G', big(0.1)), { float: 0.1 }],
    ['STRING', bytesOf("S'a b'\n"), 'a b'],
    ['BINSTRING', bytesOf('T', uint32(2), 'ab'), 'ab'],
    ['SHORT_BINSTRING', bytesOf('U\x02ab'), 'ab'],
    ['UNICODE', bytesOf('Vab\n'), 'ab'],
    ['BINUNICODE', bytesOf('X', uint32(2), Buffer.from('é')), 'é'],
    ['SHORT_BINUNICODE', bytesOf('\x8c\x01z'), 'z'],
    ['BINUNICODE8', bytesOf('\x8d', uint64(1n), 'z'), 'z'],
    ['BINBYTES', bytesOf('B', uint32(2), '\xff\x00'), { bytes: '\xff\x00' }],
    ['SHORT_BINBYTES', bytesOf('C\x01\xff'), { bytes: '\xff' }],
    ['BINBYTES8', bytesOf('\x8e', uint64(1n), 'z'), { bytes: 'z' }],
    ['EMPTY_TUPLE', bytesOf(')'), { tuple: [] }],
    ['TUPLE', bytesOf('(K\x01K\x02t'), { tuple: [1, 2] }],
    ['TUPLE1', bytesOf('N\x85'), { tuple: [null] }],
    ['TUPLE2', bytesOf('NK\x01\x86'), { tuple: [null, 1] }],
    ['TUPLE3', bytesOf('NK\x01K\x02\x87'), { tuple: [null, 1, 2] }],
    ['EMPTY_LIST', bytesOf(']'), []],
    ['APPEND', bytesOf(']K\x01a'), [1]],
    ['APPENDS', bytesOf('](K\x01K\x02e'), [1, 2]],
    ['LIST', bytesOf('(K\x01K\x02l'), [1, 2]],
    ['EMPTY_DICT', bytesOf('}'), { dict: [] }],
    ['SETITEM', bytesOf('}U\x01aK\x01s'), { dict: [['a', 1]] }],
    [
      'SETITEMS',
      bytesOf('}(U\x01bK\x01U\x01aK\x02u'),
      {
        dict: [
          ['b', 1],
          ['a', 2],
        ],
      },
    ],
    ['DICT', bytesOf('(U\x01aK\x01d'), { dict: [['a', 1]] }],
    ['EMPTY_SET and ADDITEMS', bytesOf('\x8f(K\x01\x90'), 'set'],
    ['FROZENSET', bytesOf('(K\x01\x91'), 'set'],
    ['DUP', bytesOf('K\x01', '2\x86'), { tuple: [1, 1] }],
    ['POP', bytesOf('K\x01K\x020'), 1],
    ['POP of a mark', bytesOf('K\x01(0'), 1],
    ['POP_MARK', bytesOf('K\x01(K\x02K\x031'), 1],
    ['PUT and GET', bytesOf('K\x01p7\n0g7\n'), 1],
    ['BINPUT and BINGET', bytesOf('K\x01q\x070h\x07'), 1],
    ['LONG_BINPUT and LONG_BINGET', bytesOf('K\x01r', uint32(2 ** 32 - 1), '0j', uint32(2 ** 32 - 1)), 1],
    ['MEMOIZE', bytesOf('K\x05\x94K\x06\x94\x86h\x00\x86'), { tuple: [{ tuple: [5, 6] }, 5] }],
    ['FRAME', bytesOf('\x95', uint64(3n), 'K\x01'), 1],
    [
      'a dictionary with keys of every kind',
      dict([integer(-1), none], [none, text('x')], [tuple(integer(1)), text('y')]),
      {
        dict: [
          [-1, null],
          [null, 'x'],
          [{ tuple: [1] }, 'y'],
        ],
      },
    ],
  ])('reads %s', (_, value, expected) => {
    const whole = pickle(value);
    expect(plain(read(whole).value)).toEqual(expected);
    expect(read(whole).length).toBe(whole.length);
  });

  it('reads an OrderedDict in its order, and passes over the state that module.state_dict() gives it', () => {
    const metadata = dict([text('_metadata'), ordered()]);
    const { value } = read(pickle(ordered([text('z'), integer(1)], [text('a'), integer(2)]), metadata, bytesOf('b')));
    expect(plain(value)).toEqual({
      dict: [
        ['z', 1],
        ['a', 2],
      ],
    });
  });

  it('reads an OrderedDict that is made of pairs, as protocols 0 and 1 write it', () => {
    const pairs = list(list(text('z'), integer(1)), tuple(text('a'), integer(2)));
    expect(plain(read(pickle(call(global('collections', 'OrderedDict'), pairs))).value)).toEqual({
      dict: [
        ['z', 1],
        ['a', 2],
      ],
    });
  });

  it('keeps names that mean something to JavaScript as what they are: names', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const { value } = read(pickle(dict(...names.map((name): [Buffer, Buffer] => [text(name), text('mine')]))));
    expect(plain(value)).toEqual({ dict: names.map((name) => [name, 'mine']) });
    expect(({} as Record<string, unknown>)['mine']).toBeUndefined();
  });

  it('reads tensors and parameters as what they say of themselves', () => {
    const parameter = call(
      global('torch._utils', '_rebuild_parameter'),
      tensor({ key: '7', count: 20, shape: [2, 3], strides: [1, 2], offset: 5 }),
      bytesOf('\x88'),
      ordered(),
    );
    const { value, storages } = read(pickle(parameter));
    expect(value).toBeInstanceOf(PickleTensor);
    expect(value).toMatchObject({
      type: 'float32',
      offset: 5,
      shape: [2, 3],
      strides: [1, 2],
      storage: { key: '7', count: 20 },
    });
    expect([...storages.keys()]).toEqual(['7']);
  });

  it('reads tensors whose storage has no type, as later versions of PyTorch write them', () => {
    const id = tuple(text('storage'), global('torch.storage', 'UntypedStorage'), text('0'), text('cpu'), integer(8));
    const made = call(
      global('torch._utils', '_rebuild_tensor_v3'),
      bytesOf(id, 'Q'),
      integer(0),
      tuple(integer(4)),
      tuple(integer(1)),
      bytesOf('\x89'),
      ordered(),
      global('torch', 'float16'),
    );
    expect(read(pickle(made)).value).toMatchObject({ type: 'float16', storage: { type: 'uint8', count: 8 } });
  });
});

describe('what is refused', () => {
  it.each<[string, Uint8Array, string, string]>([
    ['GLOBAL', global('os', 'system'), 'forbidden-global', 'os.system'],
    ['STACK_GLOBAL', bytesOf(text('os'), text('system'), '\x93'), 'forbidden-global', 'os.system'],
    [
      'STACK_GLOBAL with dots in its name',
      bytesOf(text('collections'), text('OrderedDict.__init__'), '\x93'),
      'forbidden-global',
      'collections.OrderedDict.__init__',
    ],
    ['a name of JavaScript', global('constructor', 'constructor'), 'forbidden-global', 'constructor.constructor'],
    ['a name that would break the message', global('os', 'system\r\u001b[2J'), 'forbidden-global', '\\u001b'],
    ['INST', bytesOf('(ios\nsystem\n'), 'forbidden-global', 'os.system'],
    ['INST of a name on the list', bytesOf('(icollections\nOrderedDict\n'), 'forbidden-opcode', 'INST'],
    ['OBJ', bytesOf('(', global('collections', 'OrderedDict'), 'o'), 'forbidden-opcode', 'OBJ'],
    ['NEWOBJ', bytesOf(global('collections', 'OrderedDict'), ')\x81'), 'forbidden-opcode', 'NEWOBJ'],
    ['NEWOBJ_EX', bytesOf(global('collections', 'OrderedDict'), ')}\x92'), 'forbidden-opcode', 'NEWOBJ_EX'],
    ['EXT1', bytesOf('\x82\x01'), 'forbidden-opcode', 'EXT1'],
    ['EXT2', bytesOf('\x83\x01\x00'), 'forbidden-opcode', 'EXT2'],
    ['EXT4', bytesOf('\x84\x01\x00\x00\x00'), 'forbidden-opcode', 'EXT4'],
    ['PERSID', bytesOf('Pstorage\n'), 'forbidden-opcode', 'PERSID'],
    ['BYTEARRAY8', bytesOf('\x96', uint64(0n)), 'forbidden-opcode', 'BYTEARRAY8'],
    ['NEXT_BUFFER', bytesOf('\x97'), 'forbidden-opcode', 'NEXT_BUFFER'],
    ['protocol 5', bytesOf('\x80\x05N'), 'forbidden-opcode', 'protocol later than 4'],
    ['BUILD on a plain dictionary', bytesOf('}}b'), 'forbidden-opcode', 'BUILD'],
    ['BUILD on a tensor', bytesOf(tensor({ key: '0' }), '}b'), 'forbidden-opcode', 'BUILD'],
    ['a class of a network', global('torch.nn.modules.conv', 'Conv2d'), 'module', 'torch.nn.modules.conv.Conv2d'],
    [
      'a network in the old format',
      bytesOf(tuple(text('module'), none, text('net.py'), text('import os')), 'Q'),
      'module',
      'whole network',
    ],
    ['complex numbers', global('torch', 'ComplexFloatStorage'), 'unsupported-type', 'torch.ComplexFloatStorage'],
    ['a byte that is no opcode', bytesOf('\xff'), 'malformed', '255'],
    ['a call of a text', bytesOf(text('os.system'), ')R'), 'malformed', 'calls'],
    ['a call of a storage', bytesOf(global('torch', 'FloatStorage'), ')R'), 'malformed', 'storage'],
    ['a call without a tuple', bytesOf(global('collections', 'OrderedDict'), ']R'), 'malformed', 'calls'],
    ['a tensor of no storage', call(global('torch._utils', '_rebuild_tensor_v2'), none), 'malformed', 'tensor-v2'],
    ['a shape of floats', tensorWith({ shape: tuple(bytesOf('G', big(4))) }), 'malformed', 'tensor-v2'],
    ['a shape of booleans', tensorWith({ shape: tuple(bytesOf('\x88')) }), 'malformed', 'tensor-v2'],
    ['a shape beyond 2^53', tensorWith({ shape: tuple(integer(2n ** 63n)) }), 'malformed', 'tensor-v2'],
    ['an offset that is a float', tensorWith({ offset: bytesOf('G', big(0)) }), 'malformed', 'tensor-v2'],
    [
      'a negative offset into a view',
      tensor({ key: '0', count: 4, shape: [1], offset: -1, view: [1, 3] }),
      'malformed',
      'tensor-v2',
    ],
    ['a storage of a negative count', tensor({ key: '0', count: -1 }), 'malformed', 'storage'],
    ['a view beyond its storage', tensor({ key: '0', count: 4, view: [2, 3] }), 'malformed', 'storage'],
    [
      'a storage of two lengths',
      tuple(tensor({ key: '0', count: 4 }), tensor({ key: '0', count: 5 })),
      'malformed',
      'twice',
    ],
    ['a persistent id of another kind', bytesOf(tuple(text('file'), text('/etc/passwd')), 'Q'), 'malformed', 'storage'],
    ['a persistent id that is no tuple', bytesOf(text('0'), 'Q'), 'malformed', 'storage'],
    ['an integer that is too long', bytesOf('\x8b', uint32(257), Buffer.alloc(257)), 'malformed', '257'],
    ['an integer of negative length', bytesOf('\x8b', uint32(2 ** 32 - 1)), 'malformed', '-1'],
    ['a decimal that is too long', bytesOf('I', '1'.repeat(300), '\n'), 'malformed', 'number'],
    ['a decimal that is none', bytesOf('I0x10\n'), 'malformed', 'number'],
    ['a text with escapes', bytesOf("S'\\x41'\n"), 'malformed', 'text'],
    ['a text that is no UTF-8', bytesOf('U\x02\xc3\x28'), 'malformed', 'UTF-8'],
    ['a name without an end', bytesOf('c', 'a'.repeat(2000)), 'malformed', 'line'],
    ['an entry that the memo has not', bytesOf('h\x03'), 'malformed', 'memo'],
    ['an empty stack', bytesOf('0'), 'malformed', 'more than there is'],
    ['a stack emptied below a mark', bytesOf('K\x01(\x85'), 'malformed', 'more than there is'],
    ['a tuple without a mark', bytesOf('K\x01t'), 'malformed', 'never began'],
    ['two values', bytesOf('NN'), 'malformed', 'more than one'],
    ['an odd number of entries', bytesOf('}(Nu'), 'malformed', 'dictionary'],
    ['entries of a list', bytesOf('](NNu'), 'malformed', 'dictionary'],
    ['items of a dictionary', bytesOf('}Na'), 'malformed', 'list'],
    ['lists in lists', bytesOf(']'.repeat(200), 'a'.repeat(199)), 'limit', 'deeper'],
    ['tuples in tuples', bytesOf('N', '\x85'.repeat(200)), 'limit', 'deeper'],
    ['a list in itself, again and again', bytesOf(']q\x00', 'h\x00a'.repeat(200)), 'limit', 'deeper'],
    ['more values than memory has room for', bytesOf('(', ']'.repeat(2_000_000), 'l'), 'limit', 'memory'],
    ['more steps than any file needs', bytesOf('N', '(0'.repeat(2_000_000)), 'limit', 'longer'],
    [
      'one long list, turned into dictionaries again and again',
      bytesOf(
        list(...Array.from({ length: 5000 }, () => tuple(none, none))),
        'q\x00',
        bytesOf('0', global('collections', 'OrderedDict'), 'h\x00\x85R').toString('latin1').repeat(1000),
      ),
      'limit',
      'state dict',
    ],
  ])('refuses %s', (_, value, reason, words) => {
    const error = errorOf(() => read(pickle(value)));
    expect(error).toMatchObject({ code: 'WEIGHTS_REFUSED', details: { reason, path: 'weights.pth' } });
    expect((error as Error).message).toContain(words);
  });

  it('tells a pickle that is cut off from one that is wrong, wherever it is cut', () => {
    const whole = pickle(dict([text('a'), tensor({ key: '0' })], [text('b'), bytesOf('I12\n')]));
    for (let length = 0; length < whole.length; length++) {
      expect(errorOf(() => read(whole.subarray(0, length)))).toBeInstanceOf(PickleCutShort);
    }
  });

  it('goes on with more bytes where it was, one byte after the other', () => {
    const whole = pickle(dict([text('a'), list(integer(1), integer(-70_000))], [text('b'), bytesOf('I12\n')]));
    const unpickler = new Unpickler('weights.pth');
    for (let length = 0; length < whole.length; length++) {
      expect(errorOf(() => unpickler.read(whole.subarray(0, length)))).toBeInstanceOf(PickleCutShort);
    }
    expect(plain(unpickler.read(whole).value)).toEqual({
      dict: [
        ['a', [1, -70_000]],
        ['b', 12],
      ],
    });
  });

  it.each([
    ['a text of 4 GB', bytesOf('X', uint32(2 ** 32 - 1), 'abc')],
    ['a text of 2^63 bytes', bytesOf('\x8d', uint64(2n ** 63n), 'abc')],
    ['a frame of 2^64 bytes', bytesOf('\x95', uint64(-1n), 'N')],
  ])('takes no memory for %s that is not there', (_, value) => {
    expect(errorOf(() => read(pickle(value)))).toBeInstanceOf(PickleCutShort);
  });
});

function tensorWith({ shape = tuple(integer(4)), offset = integer(0) }): Buffer {
  const id = tuple(text('storage'), global('torch', 'FloatStorage'), text('0'), text('cpu'), integer(4));
  return call(
    global('torch._utils', '_rebuild_tensor_v2'),
    bytesOf(id, 'Q'),
    offset,
    shape,
    tuple(integer(1)),
    bytesOf('\x89'),
    ordered(),
  );
}

function errorOf(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    if (error instanceof PickleCutShort || HavcError.is(error)) return error;
    throw error;
  }
  throw new Error('It was read.');
}
