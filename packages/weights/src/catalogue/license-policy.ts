import { HavcError } from '@havc/core';
import type { WeightEntry } from './weight-entry.ts';

/** Which licences are taken: `any`, or only those whose publishers allow commercial use. */
export type LicensePolicy = (typeof LICENSE_POLICIES)[number];

/** How a policy can be named. */
export const LICENSE_POLICIES = ['any', 'permissive'] as const;

/** Whether a policy takes these weights. `permissive` takes nothing whose terms are unclear. */
export function isLicenseTaken(entry: WeightEntry, policy: LicensePolicy): boolean {
  return policy === 'any' || entry.commercialUse === 'allowed';
}

/**
 * Checks that a policy takes these weights.
 *
 * @throws HavcError `LICENSE_REFUSED` that names the licence.
 */
export function ensureLicense(entry: WeightEntry, policy: LicensePolicy): void {
  if (isLicenseTaken(entry, policy)) return;
  const why =
    entry.commercialUse === 'forbidden'
      ? `are under ${entry.license}, which forbids commercial use`
      : `are under ${entry.license} without it being clear that all of them may be used commercially`;
  throw new HavcError(
    'LICENSE_REFUSED',
    `The weights ${entry.id} ${why}, and --licenses ${policy} takes none such. ` +
      'Choose others (`havc models licenses`), or take them with --licenses any.',
    { details: { id: entry.id, license: entry.license, commercialUse: entry.commercialUse, policy } },
  );
}
