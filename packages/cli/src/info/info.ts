import { HavcError } from '@havc/core';
import { inputKind } from '../colorize/input-kind.ts';
import type { InfoRequest } from './info-request.ts';

/**
 * What a film or an image holds, as text for stdout.
 *
 * @throws HavcError as `probe` and `readStill` do; `OPTION_INVALID` for a pipe, a folder or a sequence.
 */
export async function info(input: string, request: InfoRequest): Promise<string> {
  const kind = await inputKind(input);
  if (kind === 'film') return (await import('./film-info.ts')).filmInfo(input, request);
  if (kind === 'image') return (await import('./image-info.ts')).imageInfo(input, request);
  throw new HavcError('OPTION_INVALID', `havc info looks at one film or image; ${JSON.stringify(input)} is a ${kind}.`);
}
