import { throwIfAborted } from '@havc/core';
import { autoOrder, DEVICES, type DeviceAttempt } from './device.ts';
import { startInferenceChild } from './inference-child.ts';
import { openOnChild } from './open-child.ts';
import { tinyModel } from './tiny-model.ts';

/**
 * What works on this machine: for each device, whether a model of one operation really runs on it, and if not, why.
 * First come those that `auto` tries, best first. Each is tried in a process of its own, so that a driver that crashes
 * takes nothing along.
 *
 * @throws HavcError `ABORTED`.
 */
export async function listDevices(options: { readonly signal?: AbortSignal } = {}): Promise<readonly DeviceAttempt[]> {
  const order = autoOrder();
  const attempts: DeviceAttempt[] = [];
  for (const device of [...order, ...DEVICES.filter((name) => !order.includes(name))]) {
    throwIfAborted(options.signal);
    const child = startInferenceChild();
    const kill = (): void => void child.kill();
    options.signal?.addEventListener('abort', kill);
    try {
      const result = await openOnChild(child, { ...TINY, model: tinyModel() }, device, false);
      throwIfAborted(options.signal);
      attempts.push(
        result.kind === 'opened' ? { device, usable: true } : { device, usable: false, reason: result.reason },
      );
    } finally {
      options.signal?.removeEventListener('abort', kill);
      await child.kill();
    }
  }
  return attempts;
}

const TINY = {
  name: 'of one operation',
  threads: 1,
  warmUp: { x: { data: new Float32Array(4), shape: [1, 4] } },
} as const;
