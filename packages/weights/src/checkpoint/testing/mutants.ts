import { safetensors, torchLegacy, torchZip } from './checkpoint-writer.ts';
import { type HostileFile, SOUND_DATA, SOUND_OBJECT, SOUND_STORAGES } from './hostile-file.ts';

/** Sound files with a few bytes changed; some of them stay sound.
 *
 * Not part of the package.
 */
export function* mutants(seed: number): Generator<HostileFile> {
  const random = generator(seed);
  const sound: Record<string, Buffer> = {
    zip: torchZip(SOUND_OBJECT, SOUND_DATA),
    legacy: torchLegacy(SOUND_OBJECT, SOUND_STORAGES),
    safetensors: safetensors({ a: { dtype: 'F32', shape: [4], data_offsets: [0, 16] } }, SOUND_DATA['0']),
  };
  for (const [kind, bytes] of Object.entries(sound)) {
    for (const id of Array(25).keys()) {
      const changed = Buffer.from(bytes);
      for (let n = 1 + random(4); n > 0; n--) changed[random(changed.length)] = random(256);
      yield { name: `mutant-${kind}-${id}`, bytes: changed, harmless: true };
    }
  }
}

/** Whole numbers below a limit, the same for the same seed. Source: Marsaglia, "Xorshift RNGs" (2003). */
function generator(seed: number): (limit: number) => number {
  let state = seed | 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
