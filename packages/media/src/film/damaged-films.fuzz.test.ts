import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runFfmpeg } from '../testing/clips.ts';
import { decode } from './decode.ts';

/** A seed whose damage once ended in the wrong error; a longer run (`HAVC_FUZZ_RUNS`) takes another each time. */
const FOUND_SEED = 1757157218;
/** In a commit; HAVC_FUZZ_RUNS asks for more. */
const RUNS = Number(process.env['HAVC_FUZZ_RUNS'] ?? 60);

/** Whatever is in a file of a second, it ends within. */
const LIMIT_MS = 10_000;

const EXTENSIONS = ['mkv', 'mp4', 'avi', 'ts'] as const;
let folder: string;
const films = new Map<string, Buffer>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-fuzz-'));
  for (const extension of EXTENSIONS) {
    const path = join(folder, `whole.${extension}`);
    await runFfmpeg([
      ...['-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25:d=0.6', '-f', 'lavfi', '-i', 'sine=d=0.6'],
      ...['-c:v', extension === 'avi' ? 'mpeg4' : 'libx264', '-g', '5', '-c:a', 'mp2', path],
    ]);
    films.set(extension, await readFile(path));
  }
});
afterAll(() => rm(folder, { recursive: true }));

/** One thing that goes wrong with a file; places and lengths are parts of its length. */
type Damage =
  | { readonly kind: 'flip'; readonly at: number; readonly mask: number }
  | { readonly kind: 'overwrite'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly at: number }
  | { readonly kind: 'remove' | 'repeat'; readonly at: number; readonly length: number };

const place = fc.noBias(fc.integer({ min: 0, max: 999_999 })).map((millionths) => millionths / 1e6);
// Headers are a small part of a file, and the part where most can go wrong.
const anywhere = fc.oneof(
  place,
  place.map((at) => at / 20),
  place.map((at) => 1 - at / 20),
);
const damage: fc.Arbitrary<Damage> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('flip'), at: anywhere, mask: fc.integer({ min: 1, max: 255 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('overwrite'),
      at: anywhere,
      bytes: fc.uint8Array({ minLength: 1, maxLength: 16 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('truncate'), at: place }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('remove', 'repeat'),
      at: anywhere,
      length: place.map((length) => length / 10),
    }),
  },
) as fc.Arbitrary<Damage>;

function apply(bytes: Buffer, change: Damage): Buffer {
  if (bytes.length === 0) return bytes;
  const at = Math.floor(change.at * (bytes.length - 1));
  if (change.kind === 'truncate') return bytes.subarray(0, at);
  if (change.kind === 'flip' || change.kind === 'overwrite') {
    const damaged = Buffer.from(bytes);
    if (change.kind === 'flip') damaged[at]! ^= change.mask;
    else damaged.set(change.bytes.subarray(0, bytes.length - at), at);
    return damaged;
  }
  const end = at + Math.ceil(change.length * bytes.length);
  const tail = bytes.subarray(change.kind === 'remove' ? end : at);
  return Buffer.concat([bytes.subarray(0, change.kind === 'remove' ? at : end), tail]);
}

/** Decodes all that can be decoded; says how many frames that were, or why none. */
async function tryFilm(path: string): Promise<number | HavcError> {
  let frames = 0;
  try {
    await using film = await decode(path, { originals: false });
    for await (const frame of film.frames) {
      expect(frame.image.shape).toHaveLength(3);
      frames++;
      // The whole film has 15; a clock that is damaged may not make endlessly many of them.
      expect(frames).toBeLessThan(1000);
    }
  } catch (error) {
    if (HavcError.is(error)) return error;
    throw error;
  }
  return frames;
}

it('a damaged film is decoded as far as it goes or refused by name, in bounded time and memory', {
  timeout: RUNS * LIMIT_MS,
}, async () => {
  const before = process.memoryUsage().rss;
  let decoded = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...EXTENSIONS),
      fc.array(damage, { minLength: 1, maxLength: 8 }),
      async (extension, changes) => {
        const path = join(folder, `film.${extension}`);
        await writeFile(path, changes.reduce(apply, films.get(extension)!));
        const startedAt = performance.now();
        const result = await tryFilm(path);
        expect(performance.now() - startedAt).toBeLessThan(LIMIT_MS);
        if (typeof result === 'number') decoded++;
        else expect(['INPUT_UNREADABLE', 'INPUT_UNSUPPORTED']).toContain(result.code);
      },
    ),
    { numRuns: RUNS, endOnFailure: true, ...(process.env['HAVC_FUZZ_RUNS'] ? {} : { seed: FOUND_SEED }) },
  );
  // Most damage leaves something; if nothing could ever be decoded, the test would test nothing.
  expect(decoded).toBeGreaterThan(RUNS / 4);
  expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
});
