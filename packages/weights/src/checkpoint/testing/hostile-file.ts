import { floats } from './checkpoint-writer.ts';
import { stateDict } from './pickle-writer.ts';

/**
 * A hostile file for tests.
 *
 * Not part of the package.
 */
export interface HostileFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Whether it may also be read: some lies don't matter. */
  readonly harmless?: true;
}

/** A sound state dict, around which lies are told. */
export const SOUND_OBJECT = stateDict({ a: { key: '0' }, b: { key: '1', shape: [2, 3] } });

/** Its numbers by storage. */
export const SOUND_DATA = { '0': floats(1, 2, 3, 4), '1': floats(1, 2, 3, 4, 5, 6) };

/** The same with their counts, as the old format has them. */
export const SOUND_STORAGES = {
  '0': { count: 4, data: SOUND_DATA['0'] },
  '1': { count: 6, data: SOUND_DATA['1'] },
};
