import { openSimd, type SimdModule } from '@havc/core';
import { KERNELS_WASM } from './kernels.generated.ts';

/** The kernels of `assembly/tone/`: addresses, and numbers of pixels or bytes. */
export interface ToneKernels {
  /** The address of the kernels' tables. */
  readonly TABLES: { readonly value: number };
  /** The address of the tables for a change of luma. */
  readonly CHANGES: { readonly value: number };
  /** The address of the weights of CLAHE's rows. */
  readonly WEIGHTS: { readonly value: number };
  addLumaChange(pixels: number, before: number, after: number, count: number): void;
  addLumaStep(pixels: number, before: number, after: number, count: number): void;
  countBytes(from: number, bytes: number, counts: number): void;
  countCodes(from: number, pixels: number, counts: number): void;
  countTiles(
    ...rows: [from: number, rows: number, width: number, tiles: number, tileWidth: number, channels: number, to: number]
  ): void;
  interleaveTables(upperLeft: number, upperRight: number, lowerLeft: number, lowerRight: number, to: number): void;
  interpolatePixels(...tiles: Interpolation): void;
  interpolatePlane(...tiles: [...tiles: Interpolation, black: number, white: number]): void;
  makeMixTable(bases: number, weight: number, table: number): void;
  makeTables(counts: number, tiles: number, channels: number, limit: number, scale: number, tables: number): void;
  mapBytes(bytes: number, count: number): void;
  mapCodes(pixels: number, count: number): void;
  mixByTables(own: number, other: number, pixels: number, green: number, blue: number, pairs: number): void;
  replaceY(color: number, luma: number, to: number, pixels: number): void;
  rgbToY(from: number, to: number, pixels: number): void;
  sumLuma(from: number, pixels: number): number;
  tweak(pixels: number, count: number): void;
}

type Interpolation = [
  ...rows: [from: number, to: number, rows: number, width: number, weights: number],
  ...tables: [bounds: number, segments: number, tables: number, perTile: number],
];

let opened: SimdModule<ToneKernels> | undefined;

/** The kernels, compiled on first use. */
export function toneKernels(): SimdModule<ToneKernels> {
  opened ??= openSimd<ToneKernels>(KERNELS_WASM);
  return opened;
}
