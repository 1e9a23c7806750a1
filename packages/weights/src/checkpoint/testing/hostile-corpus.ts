import type { HostileFile } from './hostile-file.ts';
import { hostileGlobals } from './hostile-globals.ts';
import { hostileHeaders } from './hostile-headers.ts';
import { hostilePickles } from './hostile-pickles.ts';
import { hostileTensors } from './hostile-tensors.ts';
import { hostileZips } from './hostile-zips.ts';
import { mutants } from './mutants.ts';

/**
 * Hostile files of weights of every kind, the same for the same seed, made here and now: nothing of them lies in the
 * repository. Payloads would create the file `canary`.
 *
 * Not part of the package.
 */
export function* hostileFiles(seed: number, canary: string): Generator<HostileFile> {
  let count = 0;
  for (const kind of [
    hostileGlobals(canary),
    hostilePickles(),
    hostileTensors(),
    hostileZips(),
    hostileHeaders(),
    mutants(seed),
  ]) {
    for (const file of kind) yield { ...file, name: `${String(count++).padStart(4, '0')}-${file.name}` };
  }
}
