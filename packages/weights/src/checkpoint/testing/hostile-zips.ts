import { legacyHead, type ZipPart, zipFile } from './checkpoint-writer.ts';
import { type HostileFile, SOUND_DATA, SOUND_OBJECT } from './hostile-file.ts';
import { bytesOf, pickle, uint64 } from './pickle-writer.ts';

/** ZIP archives whose directories lie.
 *
 * Not part of the package.
 */
export function* hostileZips(): Generator<HostileFile> {
  const sound: ZipPart[] = [
    { name: 'archive/data.pkl', data: pickle(SOUND_OBJECT) },
    { name: 'archive/data/0', data: SOUND_DATA['0'] },
    { name: 'archive/data/1', data: SOUND_DATA['1'] },
  ];
  const changed = (n: number, change: Partial<ZipPart>) =>
    sound.map((part, at) => (at === n ? { ...part, ...change } : part));
  for (const n of [0, 1, 2]) {
    for (const size of [0, 1, 1000, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1]) {
      yield { name: `zip entry ${n} of ${size}`, bytes: zipFile(changed(n, { size, compressedSize: size })) };
      yield { name: `zip entry ${n} of two sizes, ${size}`, bytes: zipFile(changed(n, { size })) };
    }
    for (const start of [0, 1, 60, 100_000, 2 ** 32 - 2]) {
      // The first entry begins at 0.
      if (n > 0 || start > 0) yield { name: `zip entry ${n} at ${start}`, bytes: zipFile(changed(n, { start })) };
    }
    for (const method of [8, 9, 12, 14, 93, 99])
      yield { name: `zip entry ${n} by method ${method}`, bytes: zipFile(changed(n, { method })) };
    for (const flags of [1, 0x41, 0x2000])
      yield { name: `zip entry ${n} with flags ${flags}`, bytes: zipFile(changed(n, { flags })) };
    yield { name: `zip entry ${n} with another CRC`, bytes: zipFile(changed(n, { crc: 0xdeadbeef })) };
    yield { name: `zip entry ${n} twice`, bytes: zipFile([...sound, sound[n]!]) };
    yield {
      name: `zip entry ${n} of 2^64`,
      bytes: zipFile(
        changed(n, {
          size: 2 ** 32 - 1,
          compressedSize: 2 ** 32 - 1,
          extra: bytesOf('\x01\0\x10\0', uint64(-1n), uint64(-1n)),
        }),
      ),
    };
    yield {
      name: `zip entry ${n} with an extra field that lies`,
      bytes: zipFile(changed(n, { size: 2 ** 32 - 1, extra: bytesOf('\x01\0\xff\xff') })),
    };
  }
  for (const name of ['../../evil', '/etc/passwd', '..\\evil', 'C:\\evil', 'a/../../b', 'a\0b', '', '.']) {
    const bytes = zipFile([...sound, { name, data: Buffer.from('x') }]);
    yield name === '.'
      ? { name: 'zip name of a dot', bytes, harmless: true }
      : { name: `zip name ${name.length}-${name.replace(/\W/g, '_')}`, bytes };
  }
  for (const count of [0, 1, 2, 4, 100, 65_535])
    yield { name: `zip of ${count} entries`, bytes: zipFile(sound, { count }) };
  for (const size of [0, 1, 1000, 2 ** 31, 2 ** 32 - 1])
    yield { name: `zip directory of ${size}`, bytes: zipFile(sound, { size }) };
  for (const offset of [0, 1, 1000, 2 ** 31, 2 ** 32 - 1])
    yield { name: `zip directory at ${offset}`, bytes: zipFile(sound, { offset }) };
  const crowd = Array.from({ length: 60_000 }, (_, n) => ({ name: `archive/${n}` }));
  yield { name: 'zip of many', bytes: zipFile([...sound, ...crowd]), harmless: true };
  yield {
    name: 'zip of many in one place',
    bytes: zipFile([...sound, ...crowd.map((part) => ({ ...part, start: 0 }))]),
  };
  yield { name: 'zip in zip', bytes: zipFile([{ name: 'weights.pth', data: zipFile(sound) }]) };
  yield { name: 'zip behind zip', bytes: bytesOf(zipFile(sound), zipFile(sound)) };
  yield { name: 'zip behind a pickle', bytes: bytesOf(legacyHead(), zipFile(sound)) };
}
