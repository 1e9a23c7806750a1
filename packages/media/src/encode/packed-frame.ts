import { type ColorMatrix, type Plane, type RgbImage, rgbToChroma } from '@havc/core';
import ndarray from 'ndarray';
import type { WorkingSize } from '../film/working-size.ts';
import type { VideoTrack } from '../probe/media-info.ts';

/**
 * How one frame travels to the encoder: a single gray picture, as wide as the film, with the untouched luma on top and
 * the small Cb and Cr planes below it, side by side where they fit, else one under the other.
 *
 * Luma and chroma in one picture can't be paired wrongly, and have one timestamp. ffmpeg cuts them apart again, enlarges
 * the chroma and joins all three.
 */
export interface PackedLayout {
  readonly width: number;
  /** Of the luma, and of the whole gray picture. */
  readonly lumaHeight: number;
  readonly height: number;
  readonly bitDepth: 8 | 10 | 12 | 16;
  /** Size of each chroma plane, in the film's stored orientation. */
  readonly chromaWidth: number;
  readonly chromaHeight: number;
  /** Top left corner of Cr; Cb's is [0, lumaHeight]. */
  readonly crX: number;
  readonly crY: number;
}

export function packedLayout(video: VideoTrack, size: WorkingSize): PackedLayout {
  const { storedWidth: chromaWidth, storedHeight: chromaHeight } = size;
  const beside = chromaWidth * 2 <= video.width;
  return {
    width: video.width,
    lumaHeight: video.height,
    height: video.height + chromaHeight * (beside ? 1 : 2),
    bitDepth: video.pixelFormat.bitDepth as PackedLayout['bitDepth'],
    chromaWidth,
    chromaHeight,
    crX: beside ? chromaWidth : 0,
    crY: video.height + (beside ? 0 : chromaHeight),
  };
}

/** Bytes of the part below the luma. */
export function chromaByteLength(layout: PackedLayout): number {
  return layout.width * (layout.height - layout.lumaHeight) * (layout.bitDepth > 8 ? 2 : 1);
}

/**
 * Writes Cb and Cr of an upright working image into the part below the luma, turned back as the film is stored.
 *
 * @param out - `chromaByteLength` bytes; what lies beside the planes is left as it is.
 */
export function packChroma(
  image: RgbImage,
  layout: PackedLayout,
  options: {
    readonly matrix: ColorMatrix;
    readonly range: 'limited' | 'full';
    readonly rotation: VideoTrack['rotation'];
  },
  out: Buffer,
): void {
  const { width, lumaHeight, bitDepth, chromaWidth, chromaHeight, crX, crY } = layout;
  // No Buffer, of which every row would be cut as a Buffer, at a cost.
  const samples =
    bitDepth > 8
      ? new Uint16Array(out.buffer, out.byteOffset, out.byteLength / 2)
      : new Uint8Array(out.buffer, out.byteOffset, out.byteLength);
  const plane = (x: number, y: number) => {
    const stored = ndarray(samples, [chromaHeight, chromaWidth], [width, 1], (y - lumaHeight) * width + x);
    return turned(stored as unknown as Plane, options.rotation);
  };
  const { matrix, range } = options;
  rgbToChroma(image, { matrix, range, bitDepth }, { cb: plane(0, lumaHeight), cr: plane(crX, crY) });
}

/** The stored plane seen upright: writing the upright image into this view turns it back. */
function turned(stored: Plane, rotation: VideoTrack['rotation']): Plane {
  if (rotation === 0) return stored;
  if (rotation === 180) return stored.step(-1, -1);
  // Upright (row, column) lies at stored (height - 1 - column, row) after a clockwise quarter turn.
  return rotation === 90 ? stored.transpose(1, 0).step(1, -1) : stored.transpose(1, 0).step(-1, 1);
}
