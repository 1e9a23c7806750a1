import { createPlane, type Plane, sizeOf } from '@havc/core';

/** What the camera sees of a photograph; its height follows from the shape of the picture. */
export interface View {
  /** Middle of the view as a share of the photograph's width and height, 0..1. */
  readonly x: number;
  readonly y: number;
  /** Width of the view as a share of the photograph's width. */
  readonly width: number;
}

/**
 * The part of a photograph that `view` shows, in the size of `out`, at exact positions: ffmpeg's zoompan rounds
 * them to whole pixels, which makes slow moves tremble.
 *
 * Catmull-Rom, widened where the picture is reduced; the photograph's border goes on outside of it.
 *
 * @param photograph - gray, or one of its chroma planes: [height, width], contiguous.
 * @param out - floats of shape [height, width], not rounded, so that grain can be added before rounding.
 */
export function takePicture(photograph: Plane<Uint8Array | Float32Array>, view: View, out: Plane<Float32Array>): void {
  const source = sizeOf(photograph);
  const target = sizeOf(out);
  const scale = (view.width * source.width) / target.width;
  const columns = taps(view.x * source.width, scale, target.width, source.width);
  const rows = taps(view.y * source.height, scale, target.height, source.height);
  const from = photograph.data;
  const to = out.data;

  const first = Math.min(...rows.indices);
  const last = Math.max(...rows.indices);
  const narrowed = new Float32Array((last - first + 1) * target.width);
  for (let y = first; y <= last; y++) {
    const start = y * source.width;
    const line = (y - first) * target.width;
    for (let x = 0, tap = 0; x < target.width; x++) {
      let sum = 0;
      for (let k = 0; k < columns.count; k++, tap++) {
        sum += columns.weights[tap]! * from[start + columns.indices[tap]!]!;
      }
      narrowed[line + x] = sum;
    }
  }
  to.fill(0);
  for (let y = 0; y < target.height; y++) {
    const line = y * target.width;
    for (let k = 0; k < rows.count; k++) {
      const weight = rows.weights[y * rows.count + k]!;
      const start = (rows.indices[y * rows.count + k]! - first) * target.width;
      for (let x = 0; x < target.width; x++) to[line + x]! += weight * narrowed[start + x]!;
    }
  }
}

/** An empty picture for {@link takePicture}. */
export function createPicture(width: number, height: number): Plane<Float32Array> {
  return createPlane(width, height, new Float32Array(width * height));
}

interface Taps {
  readonly count: number;
  readonly indices: Int32Array;
  readonly weights: Float32Array;
}

/** For each of `length` output samples the source samples it is made of, along one axis. */
function taps(middle: number, scale: number, length: number, sourceLength: number): Taps {
  const widening = Math.max(1, scale);
  const count = Math.ceil(4 * widening) + 1;
  const indices = new Int32Array(length * count);
  const weights = new Float32Array(length * count);
  for (let i = 0; i < length; i++) {
    const position = middle + (i + 0.5 - length / 2) * scale - 0.5;
    const start = Math.floor(position - 2 * widening) + 1;
    let sum = 0;
    for (let k = 0; k < count; k++) sum += catmullRom((start + k - position) / widening);
    for (let k = 0; k < count; k++) {
      indices[i * count + k] = Math.min(sourceLength - 1, Math.max(0, start + k));
      weights[i * count + k] = catmullRom((start + k - position) / widening) / sum;
    }
  }
  return { count, indices, weights };
}

/** Keys' cubic with a = -0.5. */
function catmullRom(distance: number): number {
  const d = Math.abs(distance);
  if (d >= 2) return 0;
  return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : ((-0.5 * d + 2.5) * d - 4) * d + 2;
}
