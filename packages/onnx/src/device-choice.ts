import type { HavcError } from '@havc/core';
import { autoOrder, type Device, type DeviceAttempt, type DeviceChoice } from './device.ts';

/** A session that came to life on a device, or why it didn't. */
export type AttemptResult<S> =
  | { readonly usable: true; readonly session: S; readonly runMs?: number }
  | { readonly usable: false; readonly reason: string; readonly error: HavcError };

/** Tries one device; with `measure`, times one run after the warm-up. */
export type Attempt<S> = (device: Device, measure: boolean) => Promise<AttemptResult<S>>;

/** The device that was taken, its session, and what became of the others. */
export interface Chosen<S> {
  readonly device: Device;
  readonly session: S;
  readonly attempts: readonly DeviceAttempt[];
}

/**
 * Takes the device that was named, or for `auto` the first one that works.
 *
 * WebGPU gets one more look, because its "graphics processor" may be an emulation on the processor, or a weak one
 * beside a strong processor: it's timed against `cpu`, and the faster of the two is taken.
 *
 * @param attempt - creates a session on a device and warms it up. Sessions that aren't taken after all are the
 *   caller's to free.
 * @throws HavcError the failed attempt's error, for a named device; that of `cpu` when `auto` found nothing.
 */
export async function chooseDevice<S>(
  choice: DeviceChoice,
  attempt: Attempt<S>,
  order: readonly Device[] = autoOrder(),
): Promise<Chosen<S>> {
  if (choice !== 'auto') {
    const result = await attempt(choice, false);
    if (!result.usable) throw result.error;
    return { device: choice, session: result.session, attempts: [{ device: choice, usable: true }] };
  }

  const attempts: DeviceAttempt[] = [];
  let rival: { session: S; runMs: number } | undefined;
  let lastError: HavcError | undefined;
  for (const device of order) {
    const result = await attempt(device, device === 'webgpu' || rival !== undefined);
    if (!result.usable) {
      attempts.push({ device, usable: false, reason: result.reason });
      lastError = result.error;
      continue;
    }
    const { session, runMs = 0 } = result;
    if (device === 'webgpu') {
      rival = { session, runMs };
      continue;
    }
    if (rival && rival.runMs <= runMs) {
      const reason = `slower than webgpu: ${runMs.toFixed(0)} against ${rival.runMs.toFixed(0)} ms a run`;
      attempts.push({ device: 'webgpu', usable: true }, { device, usable: true, reason });
      return { device: 'webgpu', session: rival.session, attempts };
    }
    if (rival) {
      const reason = `slower than ${device}: ${rival.runMs.toFixed(0)} against ${runMs.toFixed(0)} ms a run`;
      attempts.push({ device: 'webgpu', usable: true, reason });
    }
    attempts.push({ device, usable: true });
    return { device, session, attempts };
  }
  if (rival) {
    attempts.push({ device: 'webgpu', usable: true });
    return { device: 'webgpu', session: rival.session, attempts };
  }
  throw lastError!;
}
