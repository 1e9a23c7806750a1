import type { DeviceAttempt } from '@havc/onnx';
import type { Finding } from './finding.ts';

/** Where models can run, and why not elsewhere. */
export async function examineDevices(signal: AbortSignal): Promise<Finding[]> {
  const { listDevices } = await import('@havc/onnx');
  return (await listDevices({ signal })).map(describeAttempt);
}

/** The finding on one device. Only the processor is needed; all others are a gain. */
export function describeAttempt({ device, usable, reason }: DeviceAttempt): Finding {
  const subject = `device ${device}`;
  const details = { device, usable, ...(reason !== undefined && { reason }) };
  if (usable) return { subject, status: 'ok', message: 'works: a small model ran on it', details };
  return {
    subject,
    status: device === 'cpu' ? 'problem' : 'ok',
    message: `not available: ${reason ?? 'no reason given'}`,
    details,
  };
}
