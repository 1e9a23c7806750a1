import type { DeviceAttempt } from '@havc/onnx';

/** A reason longer than this is cut in the line of a run; `havc doctor` prints it whole. */
const MAX_REASON = 70;

/** One line that says which device a model runs on, and why others were passed over. */
export function describeDevice(model: string, device: string, attempts: readonly DeviceAttempt[]): string {
  const passed = attempts
    .filter((attempt) => attempt.device !== device && attempt.reason !== undefined)
    .map((attempt) => `${attempt.device}: ${shorten(attempt.reason!)}`);
  const why = passed.length > 0 ? `; passed over: ${passed.join('; ')}` : '';
  return `Model ${model} runs on ${device}${why}.`;
}

function shorten(reason: string): string {
  const plain = reason.replaceAll(/\s+/g, ' ').replace(/\.$/, '');
  return plain.length <= MAX_REASON ? plain : `${plain.slice(0, MAX_REASON - 1).trimEnd()}…`;
}
