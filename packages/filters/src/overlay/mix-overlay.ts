import { overRuns, PixelRun, type Plane, type RgbImage, runAddress } from '@havc/core';
import type { OverlayMode } from './blend-value.ts';
import { overlayKernels } from './kernels.ts';

/** Shares have 22 bits after the point: the most with which a share of 255 fits into 31 bits. */
const ONE = 1 << 22;

/**
 * base + mask · opacity · (value − base) for pictures of one size, where the mode makes the value out of `over` and
 * `under`. Values and results are rounded half up. `result` may be `under`.
 */
export function mixOverlay(
  under: RgbImage,
  over: RgbImage,
  options: { readonly mode: OverlayMode; readonly opacity: number; readonly mask?: Plane | undefined },
  result: RgbImage,
): void {
  const { mode, opacity, mask } = options;
  const { kernels, memory } = overlayKernels();
  const base = new PixelRun(under, memory, 0);
  const overlay = new PixelRun(over, memory, 1);
  const mixed = new PixelRun(result, memory, 2);
  const opaque = mask && new PixelRun(mask, memory, 3);
  const values = mode === 'normal' ? overlay.address : runAddress(4);
  const shares = runAddress(5);
  const shareOf = (m: number) => Math.round((m / 255) * opacity * ONE);
  new Int32Array(memory.buffer, shares, 256).set(Int32Array.from({ length: 256 }, (_, m) => shareOf(m)));
  overRuns(opaque ? [base, overlay, opaque] : [base, overlay], mixed, under, (pixels) => {
    if (mode !== 'normal') kernels[mode](overlay.address, base.address, values, 3 * pixels);
    if (opaque) kernels.mixMasked(base.address, values, opaque.address, shares, mixed.address, pixels);
    else kernels.mixEvenly(base.address, values, mixed.address, 3 * pixels, shareOf(255));
  });
}
