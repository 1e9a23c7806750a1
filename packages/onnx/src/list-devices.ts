import { throwIfAborted } from '@havc/core';
import { autoOrder, DEVICES, type DeviceAttempt } from './device.ts';
import { type InferenceChild, startInferenceChild } from './inference-child.ts';
import { openOnChild } from './open-child.ts';
import { tinyModel } from './tiny-model.ts';

/**
 * What works on this machine: for each device, whether a model of one operation really runs on it, and if not, why.
 * First come those that `auto` tries, best first. They are tried in a process of their own, so that a driver that
 * crashes takes nothing along but its own chance.
 *
 * @throws HavcError `ABORTED`.
 */
export async function listDevices(options: { readonly signal?: AbortSignal } = {}): Promise<readonly DeviceAttempt[]> {
  const order = autoOrder();
  const attempts: DeviceAttempt[] = [];
  let child: InferenceChild | undefined;
  const kill = (): void => void child?.kill();
  options.signal?.addEventListener('abort', kill);
  try {
    for (const device of [...order, ...DEVICES.filter((name) => !order.includes(name))]) {
      throwIfAborted(options.signal);
      child ??= startInferenceChild();
      const result = await openOnChild(child, { ...TINY, model: tinyModel() }, device, false);
      throwIfAborted(options.signal);
      const usable = result.kind === 'opened';
      attempts.push(usable ? { device, usable } : { device, usable, reason: result.reason });
      if (!usable && result.processEnded) child = undefined;
    }
  } finally {
    options.signal?.removeEventListener('abort', kill);
    await child?.kill();
  }
  return attempts;
}

const TINY = {
  name: 'of one operation',
  threads: 1,
  warmUp: { x: { data: new Float32Array(4), shape: [1, 4] } },
} as const;
