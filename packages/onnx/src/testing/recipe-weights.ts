/**
 * Weights for tests that anyone can compute: the golden data of each network were made with them, so that nothing needs
 * the official files.
 *
 * Not part of the package. Tests of other packages import this file by its relative path:
 *
 *   import { openRecipe } from '../../onnx/src/testing/recipe-weights.ts';
 *
 *   await graphFile({ folder, network, variant: '64x64', openWeights: async () => openRecipe(goldenPath('deoldify-wide')) });
 *
 * Source: the golden data's README.md, section 1.
 */
import { join } from 'node:path';
import { readJson, readNpy } from '../../../core/src/testing/golden.ts';
import { elementCount } from '../graph/value.ts';
import type { WeightSource } from '../graph/weight-source.ts';

/** How the numbers of one tensor are made. */
export interface RecipeEntry {
  readonly key: string;
  readonly shape: readonly number[];
  readonly kind:
    | 'weight'
    | 'bias'
    | 'norm_weight'
    | 'running_mean'
    | 'running_var'
    | 'uniform'
    | 'num_batches_tracked'
    | 'const'
    | 'override';
  /** Default 1. */
  readonly gain?: number;
  /** The numbers of a `const`. */
  readonly value?: readonly number[] | number;
}

/** A network's `manifest.json`. */
export interface RecipeManifest {
  readonly model: string;
  readonly official_files: readonly string[];
  readonly seeds: { readonly this: string };
  /** Keys that the network's file holds and that colouring doesn't need. */
  readonly unused_by_inference?: readonly string[];
  readonly entries: readonly RecipeEntry[];
}

/** The weights of the golden data in `folder`, which holds a `manifest.json` and perhaps `overrides/`. */
export function openRecipe(folder: string): WeightSource & AsyncDisposable {
  const { model, seeds, entries } = readJson<RecipeManifest>(join(folder, 'manifest.json'));
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  return {
    name: `the recipe of ${model}`,
    tensors: byKey,
    async readFloat32(key) {
      const entry = byKey.get(key);
      if (!entry) throw new Error(`${join(folder, 'manifest.json')} has no entry ${key}.`);
      if (entry.kind === 'override') return readNpy<Float32Array>(join(folder, 'overrides', `${key}.npy`)).data;
      return recipeValues(seeds.this, entry);
    },
    async [Symbol.asyncDispose]() {},
  };
}

/**
 * The numbers of one tensor in C order, or a part of them.
 *
 * @param part.start - the first of them. Default 0.
 * @param part.count - how many. Default all from there.
 */
export function recipeValues(
  seed: string,
  { key, shape, kind, gain = 1, value }: RecipeEntry,
  { start = 0, count = elementCount(shape) - start }: { readonly start?: number; readonly count?: number } = {},
): Float32Array {
  const result = new Float32Array(count);
  const hash = fnv1a(`${seed}:${key}`);
  const signed = (factor: number) => {
    for (let i = 0; i < count; i++) result[i] = (2 * uniform(hash, start + i) - 1) * factor;
  };
  switch (kind) {
    case 'weight':
      signed(Math.sqrt(3 / elementCount(shape.slice(1))) * gain);
      return result;
    case 'bias':
      signed(0.05 * gain);
      return result;
    case 'running_mean':
      signed(0.1 * gain);
      return result;
    case 'uniform':
      signed(gain);
      return result;
    case 'norm_weight':
      for (let i = 0; i < count; i++) result[i] = gain * (1 + 0.1 * (2 * uniform(hash, start + i) - 1));
      return result;
    case 'running_var':
      for (let i = 0; i < count; i++) result[i] = gain * (1 + 0.5 * uniform(hash, start + i));
      return result;
    case 'num_batches_tracked':
      return result;
    case 'const':
      return Float32Array.from([value ?? []].flat().slice(start, start + count));
    case 'override':
      throw new Error(`The numbers of ${key} are in a file of their own.`);
  }
}

/** FNV-1a over the text's UTF-8, 32 bit. Source: draft-eastlake-fnv-17. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Number `index` of a stream, 0..1: the finaliser of MurmurHash3 over steps of the golden ratio. */
function uniform(hash: number, index: number): number {
  let x = (hash + Math.imul(index, 0x9e3779b9)) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}
