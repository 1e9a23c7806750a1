import { torchLegacy, torchZip } from './checkpoint-writer.ts';
import { type HostileFile, SOUND_DATA, SOUND_STORAGES } from './hostile-file.ts';
import { bytesOf, call, float, global, integer, none, ordered, tensor, text, tuple } from './pickle-writer.ts';

/** Tensors that lie about their sizes, strides, offsets and storages.
 *
 * Not part of the package.
 */
export function* hostileTensors(): Generator<HostileFile> {
  const huge = [
    -1,
    2 ** 31,
    2 ** 32,
    2 ** 53,
    2n ** 62n,
    2n ** 63n - 1n,
    2n ** 63n,
    2n ** 64n,
    -(2n ** 63n),
    10n ** 60n,
  ];
  const lies: [string, Buffer][] = [];
  for (const n of huge) {
    lies.push([`count ${n}`, tensor({ key: '0', count: n, shape: [4] })]);
    lies.push([`size ${n}`, tensor({ key: '0', count: 4, shape: [n], strides: [1] })]);
    lies.push([`size ${n} by stride 0`, tensor({ key: '0', count: 4, shape: [n], strides: [0] })]);
    lies.push([`stride ${n}`, tensor({ key: '0', count: 4, shape: [4], strides: [n] })]);
    lies.push([`offset ${n}`, tensor({ key: '0', count: 4, shape: [4], offset: n })]);
  }
  for (const value of [4, Number.NaN, Number.POSITIVE_INFINITY, -1.5]) {
    const id = bytesOf(
      tuple(text('storage'), global('torch', 'FloatStorage'), text('0'), text('cpu'), integer(4)),
      'Q',
    );
    const make = global('torch._utils', '_rebuild_tensor_v2');
    lies.push([`size of float ${value}`, call(make, id, integer(0), tuple(float(value)), tuple(integer(1)))]);
    lies.push([`offset of float ${value}`, call(make, id, float(value), tuple(integer(4)), tuple(integer(1)))]);
    const floating = tuple(text('storage'), global('torch', 'FloatStorage'), text('0'), text('cpu'), float(value));
    lies.push([
      `count of float ${value}`,
      call(make, bytesOf(floating, 'Q'), integer(0), tuple(integer(4)), tuple(integer(1))),
    ]);
  }
  lies.push([
    '60 million by 3 axes of stride 0',
    tensor({ key: '0', count: 4, shape: [400, 400, 400], strides: [0, 0, 0] }),
  ]);
  lies.push(['64 axes of 2', tensor({ key: '0', count: 4, shape: Array(64).fill(2), strides: Array(64).fill(0) })]);
  lies.push(['65 axes', tensor({ key: '0', count: 4, shape: Array(65).fill(1), strides: Array(65).fill(0) })]);
  lies.push([
    '10,000 axes',
    tensor({ key: '0', count: 4, shape: Array(10_000).fill(1), strides: Array(10_000).fill(0) }),
  ]);
  lies.push(['rows over each other', tensor({ key: '0', count: 4, shape: [2, 2], strides: [1, 1] })]);
  lies.push(['a view beyond its storage', tensor({ key: '0', count: 4, view: [1, 4] })]);
  lies.push([
    'a parameter of a parameter of text',
    call(global('torch._utils', '_rebuild_parameter'), text('x'), none, none),
  ]);
  for (const [name, lie] of lies) {
    const object = ordered([text('a'), lie]);
    yield { name: `tensor ${name}`, bytes: torchZip(object, { '0': SOUND_DATA['0'] }) };
    yield { name: `legacy tensor ${name}`, bytes: torchLegacy(object, { '0': SOUND_STORAGES['0'] }) };
  }
  // Allowed each for itself, and together, too: what counts is that it's over soon.
  const wide = Array.from({ length: 4 }, (_, n): [Buffer, Buffer] => [
    text(`t${n}`),
    tensor({ key: '0', count: 4, shape: [1024, 1000], strides: [0, 0] }),
  ]);
  yield { name: 'all that is allowed', bytes: torchZip(ordered(...wide), { '0': SOUND_DATA['0'] }), harmless: true };
  const one = tensor({ key: '0', count: 4, shape: [1024, 4, 1000], strides: [0, 1, 0] });
  yield {
    name: 'all that is allowed at once',
    bytes: torchZip(ordered([text('a'), one]), { '0': SOUND_DATA['0'] }),
    harmless: true,
  };
  const names = Array.from({ length: 5000 }, (_, n): [Buffer, Buffer] => [
    text(`t${n}`),
    tensor({ key: '0', count: 4, shape: [4] }),
  ]);
  yield { name: 'five thousand tensors', bytes: torchZip(ordered(...names), { '0': SOUND_DATA['0'] }), harmless: true };
}
