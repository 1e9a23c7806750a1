import type { RgbImage } from '@havc/core';
import { colorSpans, type LumaShares } from './color-spans.ts';

/** What a stage keeps from window to window: buffers, and what was made of the pictures that are still in the window. */
export class RefillScratch {
  #masks = new Uint16Array(0);
  #spans = new Map<RgbImage, Int32Array>();

  /** A mask for each pixel, all 0. */
  masks(pixels: number): Uint16Array {
    if (this.#masks.length < pixels) this.#masks = new Uint16Array(pixels);
    return this.#masks.fill(0, 0, pixels);
  }

  /**
   * The spans of some pictures, made where they aren't there since the last call; those of other pictures are dropped.
   * The pictures must be the same objects as in the last call, and unchanged, and `luma` the same.
   */
  spans(pictures: readonly RgbImage[], luma: LumaShares): Int32Array[] {
    const known = this.#spans;
    this.#spans = new Map();
    const isNeeded = new Set(pictures);
    const free = [...known].filter(([picture]) => !isNeeded.has(picture)).map(([, spans]) => spans);
    return pictures.map((picture) => {
      const pixels = picture.shape[0]! * picture.shape[1]!;
      let spans = this.#spans.get(picture) ?? known.get(picture);
      if (!spans) {
        const used = free.pop();
        spans = colorSpans(picture, luma, used?.length === pixels ? used : new Int32Array(pixels));
      }
      this.#spans.set(picture, spans);
      return spans;
    });
  }
}
