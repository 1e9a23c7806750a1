import { openSimd, type SimdModule } from '@havc/core';
import { KERNELS_WASM } from './kernels.generated.ts';

/** The kernels of `assembly/scene/`: addresses, and numbers of pixels or bytes. */
export interface SceneKernels {
  /** The address of the kernels' tables. */
  readonly TABLES: { readonly value: number };
  addRow(columns: number, leftOut: number, share: number): void;
  blockDeviation(width: number, x: number, y: number): number;
  blurRow(...rows: [...nine: NineRows, to: number, columns: number]): void;
  clearSums(): void;
  countBytes(from: number, bytes: number, counts: number): void;
  extremes(from: number, bytes: number): number;
  findBlock(width: number, height: number, x: number, y: number, reach: number, good: number): number;
  findEdges(...rows: [...samples: ThreeRows, ...blurred: ThreeRows, to: number, columns: number]): void;
  finishRow(columns: number, to: number, scale: number, lift: number, share: number): void;
  halvePlane(from: number, width: number, height: number, to: number): void;
  mapBytes(bytes: number, count: number): void;
  moveSums(a: number, b: number, leavingA: number, leavingB: number, columns: number): void;
  runLuma(from: number, column: number, pixels: number): void;
  sumBytes(from: number, bytes: number): number;
  sumDifferences(first: number, second: number, bytes: number): number;
  sumMaskedDifferences(first: number, second: number, mask: number, bytes: number): number;
  sumSimilarities(squares: number, across: number, samples: number, c1: number, c2: number): number;
  weighPixels(from: number, to: number, pixels: number, ...factors: WeighFactors): void;
}

type WeighFactors = [red: number, green: number, blue: number, start: number];
type ThreeRows = [above: number, here: number, below: number];
type NineRows = [...up: [number, number, number, number], here: number, ...down: [number, number, number, number]];

let opened: SimdModule<SceneKernels> | undefined;
let openedForMotion: SimdModule<SceneKernels> | undefined;

/** The kernels, compiled on first use. */
export function sceneKernels(): SimdModule<SceneKernels> {
  opened ??= openSimd<SceneKernels>(KERNELS_WASM);
  return opened;
}

/** The kernels with a memory of their own, in which the planes of a block search stay until another one. */
export function motionKernels(): SimdModule<SceneKernels> {
  openedForMotion ??= openSimd<SceneKernels>(KERNELS_WASM);
  return openedForMotion;
}
