import { legacyHead, torchZip } from './checkpoint-writer.ts';
import { type HostileFile, SOUND_DATA } from './hostile-file.ts';
import { bytesOf, global, integer, list, none, ordered, pickle, text, tuple, uint32, uint64 } from './pickle-writer.ts';

/** Pickles that are meant to take all memory or time, or never end.
 *
 * Not part of the package.
 */
export function* hostilePickles(): Generator<HostileFile> {
  const most = 800_000;
  const repeated: Record<string, [string, number]> = {
    lists: [']', most],
    dictionaries: ['}', most],
    tuples: [')', most],
    sets: ['\x8f', most],
    marks: ['(', most],
    floats: ['G\x7f\xf8\0\0\0\0\0\0', most],
    integers: ['\x8a\x10abcdefghijklmnop', 300_000],
    digits: [`L${'9'.repeat(250)}L\n`, 40_000],
    texts: ['\x8c\x08abcdefgh', 500_000],
    bytes: ['C\x01a', most],
    memo: ['N\x94', most / 2],
    copies: ['N2', most],
    globals: ['ctorch\nFloatStorage\n', 250_000],
    ordered: ['ccollections\nOrderedDict\n)R', 150_000],
    storages: ['(U\x07storagectorch\nFloatStorage\nU\x010U\x03cpuK\x04tQ', 50_000],
    entries: ['}K\x01K\x02s', 300_000],
  };
  for (const [name, [part, count]] of Object.entries(repeated)) {
    const bomb = bytesOf('(', part.repeat(count), 'l');
    yield { name: `bomb-${name}`, bytes: torchZip(bomb, SOUND_DATA) };
    yield { name: `bomb-legacy-${name}`, bytes: bytesOf(legacyHead(), pickle(bomb)) };
  }
  const bombs: Record<string, Buffer> = {
    'one text': text('x'.repeat(15_000_000)),
    'one wide text': text('ж'.repeat(7_000_000)),
    'two texts': tuple(text('x'.repeat(7_000_000)), text('ы'.repeat(3_000_000))),
    keys: bytesOf(
      '}(',
      many(200_000, (n) => bytesOf(text(`key ${n}`), 'N')),
      'u',
    ),
    'deep lists': bytesOf(']'.repeat(500_000), 'a'.repeat(499_999)),
    'deep tuples': bytesOf('N', '\x85'.repeat(1_000_000)),
    'deep dictionaries': bytesOf('}', 'N}'.repeat(100_000), 's'.repeat(100_000)),
    'itself in a list': bytesOf(']q\0h\0a'),
    'itself in a dictionary': bytesOf('}q\0U\x05modelh\0s'),
    laughs: bytesOf(']q\0', ...Array.from({ length: 90 }, (_, n) => bytesOf('](', 'h', n, 'h', n, 'eq', n + 1))),
    'a list, used again': bytesOf('(', 'N'.repeat(500_000), 'lq\x000', 'h\0'.repeat(500_000), '(', 'l'),
    'pairs, used again': bytesOf(
      list(many(20_000, () => bytesOf('NN\x86'))),
      'q\x000(',
      'ccollections\nOrderedDict\nh\0\x85R'.repeat(2000),
      'l',
    ),
    'one dictionary under many keys': bytesOf(
      ordered([many(50_000, (n) => bytesOf(integer(n), 'N')), bytesOf()]),
      'q\x000}(',
      many(50_000, (n) => bytesOf(text(`k${n}`), 'h\0')),
      'u',
    ),
    'a text of 4 GB': bytesOf('X', uint32(2 ** 32 - 1), 'abc'),
    'a text of 2^63': bytesOf('\x8d', uint64(2n ** 63n), 'abc'),
    'bytes of 2^64': bytesOf('\x8e', uint64(-1n), 'abc'),
    'a frame of 2^62': bytesOf('\x95', uint64(2n ** 62n), 'N'),
    'an integer of 2 GB': bytesOf('\x8b', uint32(2 ** 31 - 1), 'abc'),
    'a line without an end': bytesOf('c', 'a'.repeat(1_000_000)),
    'digits without an end': bytesOf('I', '1'.repeat(1_000_000)),
    pops: bytesOf('0'.repeat(100)),
    'bytes that are no opcodes': Buffer.alloc(1000, 0xfe),
    'memo of 2^32': bytesOf('Nr', uint32(2 ** 32 - 1), 'j', uint32(2 ** 32 - 2)),
    'memo of -1': bytesOf('Np-1\n'),
    'a module': bytesOf(tuple(text('module'), none, text('x.py'), text('import os')), 'Q'),
    'a file as storage': bytesOf(
      tuple(text('storage'), global('torch', 'FloatStorage'), text('../../etc/passwd'), text('cpu'), integer(4)),
      'Q',
    ),
  };
  for (const [name, bomb] of Object.entries(bombs)) {
    yield { name: `bomb-${name}`, bytes: torchZip(bomb, SOUND_DATA) };
    yield { name: `bomb-legacy-${name}`, bytes: bytesOf(legacyHead(), pickle(bomb)) };
  }
}

function many(count: number, part: (n: number) => Buffer): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, n) => part(n)));
}
