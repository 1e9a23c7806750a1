import { HavcError } from '@havc/core';
import { ask, canAsk, exists, type OverwriteRule } from '../overwrite.ts';

/** What becomes of pictures whose files exist. */
export interface SettledPictures {
  readonly overwrite: boolean;
  /** Paths of those that are kept. */
  readonly kept: ReadonlySet<string>;
}

/**
 * Settles what becomes of files that exist: asks on a terminal where neither `-y` nor `-n` was given.
 *
 * @throws HavcError `OUTPUT_EXISTS` where nobody says; `ABORTED`.
 */
export async function settlePictures(paths: readonly string[], rule: OverwriteRule): Promise<SettledPictures> {
  if (rule.overwrite === true) return { overwrite: true, kept: new Set() };
  const there: string[] = [];
  for (const path of paths) if (await exists(path)) there.push(path);
  if (there.length === 0 || rule.overwrite === false) return { overwrite: false, kept: new Set(there) };
  const what = `${there.length} of ${paths.length} pictures exist already (${JSON.stringify(there[0])}${there.length > 1 ? ', ...' : ''})`;
  if (canAsk(rule.streams)) {
    const overwrite = await ask(`${what}. Replace them? No means only the others. [y/N] `, rule);
    return { overwrite, kept: new Set(overwrite ? [] : there) };
  }
  throw new HavcError('OUTPUT_EXISTS', `${what}: give -y to replace them, or -n to keep them and write the others.`, {
    details: { path: there[0]! },
  });
}
