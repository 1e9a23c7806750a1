import { throwIfAborted } from '@havc/core';
import { examineDevices } from './devices.ts';
import { examineFfmpeg } from './ffmpeg.ts';
import type { Finding } from './finding.ts';
import { examineMachine } from './machine.ts';
import { examineModels } from './models.ts';

/**
 * Looks at everything that havc needs. What is broken becomes a finding, not an error.
 *
 * @throws HavcError `ABORTED`.
 */
export async function examine(signal: AbortSignal): Promise<readonly Finding[]> {
  const machine = await examineMachine();
  const ffmpeg = await examineFfmpeg();
  throwIfAborted(signal);
  const devices = await examineDevices(signal);
  return [...machine, ...ffmpeg, ...devices, ...(await examineModels())];
}
