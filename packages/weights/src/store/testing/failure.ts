import { HavcError } from '@havc/core';

/** The HavcError that a run ends with; throws where it ends in another way. */
export async function failure(run: Promise<unknown>): Promise<HavcError> {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!HavcError.is(error)) throw new Error(`No HavcError: ${String(error)}`, { cause: error });
  return error;
}
