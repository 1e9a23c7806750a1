import { floats, safetensors } from './checkpoint-writer.ts';
import type { HostileFile } from './hostile-file.ts';

/** Headers of safetensors that lie, or are meant to take all memory or time.
 *
 * Not part of the package.
 */
export function* hostileHeaders(): Generator<HostileFile> {
  const one = '{"dtype":"F32","shape":[1],"data_offsets":[0,4]}';
  const headers: Record<string, string> = {
    brackets: `{"a":${'['.repeat(5_000_000)}`,
    braces: '{"a":'.repeat(2_000_000),
    'brackets in a shape': `{"a":{"shape":${'[[],'.repeat(2_000_000)}`,
    sizes: `{"a":{"shape":[${'1,'.repeat(5_000_000)}1]}}`,
    digits: `{"a":{"shape":[${'1'.repeat(5_000_000)}]}}`,
    backslashes: `{"${'\\\\'.repeat(4_000_000)}":${one}}`,
    quotes: `{"${'\\"'.repeat(500_000)}`,
    metadata: `{"__metadata__":{${Array.from({ length: 300_000 }, (_, n) => `"${n}":"${n}"`).join()}}}`,
    names: `{${Array.from({ length: 200_000 }, (_, n) => `"${n}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}`).join()}}`,
    spaces: `{${' '.repeat(15_000_000)}`,
    numbers: '{"a":{"shape":[1e308,NaN,-0,0x10]}}',
    'a prototype': '{"__proto__":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"a":1}',
    null: '{"a":null}',
    nothing: '{',
    wide: `{"${'ж'.repeat(7_000_000)}":${one}}`,
  };
  for (const [name, header] of Object.entries(headers))
    yield { name: `header of ${name}`, bytes: safetensors(header, floats(1)), harmless: true };
  for (const length of [0n, 1n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n, -1n]) {
    yield { name: `header of ${length} bytes`, bytes: safetensors(`{"a":${one}}`, floats(1), length) };
  }
  const offsets = [-1, 3, 2 ** 31, 2 ** 53, 1e30, Number.NaN];
  for (const begin of offsets) {
    const header = { a: { dtype: 'F32', shape: [1], data_offsets: [begin, 4] } };
    yield { name: `header with begin ${begin}`, bytes: safetensors(header, floats(1)) };
    yield {
      name: `header with end ${begin}`,
      bytes: safetensors({ a: { ...header.a, data_offsets: [0, begin] } }, floats(1)),
    };
    yield {
      name: `header with size ${begin}`,
      bytes: safetensors({ a: { ...header.a, shape: [begin], data_offsets: [0, 4] } }, floats(1)),
    };
  }
}
