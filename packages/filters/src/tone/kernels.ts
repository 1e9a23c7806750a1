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
  applyGains(...run: [pixels: number, values: number, sums: number, count: number, ...scale: GainScale]): void;
  beginColumns(row: number, columns: number): void;
  beginRows(): void;
  countBytes(from: number, bytes: number, counts: number): void;
  countCodes(from: number, pixels: number, counts: number): void;
  countTiles(
    ...rows: [from: number, rows: number, width: number, tiles: number, tileWidth: number, channels: number, to: number]
  ): void;
  extremes(from: number, bytes: number): number;
  feedBackwards(columns: number, ...feedback: Feedback): void;
  feedForwards(columns: number, ...feedback: Feedback): void;
  feedRow(row: number, columns: number, ...feedback: Feedback): void;
  interleaveTables(upperLeft: number, upperRight: number, lowerLeft: number, lowerRight: number, to: number): void;
  interpolatePixels(...tiles: Interpolation): void;
  interpolatePlane(...tiles: [...tiles: Interpolation, black: number, white: number]): void;
  makeMixTable(bases: number, weight: number, table: number): void;
  makeTables(counts: number, tiles: number, channels: number, limit: number, scale: number, tables: number): void;
  mapBytes(bytes: number, count: number): void;
  mapCodes(pixels: number, count: number): void;
  mixByTables(own: number, other: number, pixels: number, green: number, blue: number, pairs: number): void;
  multiplyRatios(products: number, values: number, lights: number, count: number): void;
  replaceY(color: number, luma: number, to: number, pixels: number): void;
  rgbToY(from: number, to: number, pixels: number): void;
  sumSamples(pixels: number, to: number, count: number): void;
  sumLuma(from: number, pixels: number): number;
  turnColumns(): void;
  turnRows(): void;
  tweak(pixels: number, count: number): void;
}

/** output = B · input + B1 · previous + B2 · the one before + B3 · the third before. */
export type Feedback = readonly [B: number, B1: number, B2: number, B3: number];

type GainScale = [floor: number, span: number, most: number, offset: number];

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
