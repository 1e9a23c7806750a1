import { isLicenseTaken, type LicensePolicy, OFFICIAL_WEIGHTS, type WeightEntry } from '@havc/weights';
import { formatColumns } from '../table.ts';

/** What `havc models licenses` prints: the terms of all weights, or of those that a policy takes. */
export function modelLicenses(flags: { readonly json: boolean; readonly licenses: LicensePolicy }): string {
  const entries = OFFICIAL_WEIGHTS.filter((entry) => isLicenseTaken(entry, flags.licenses));
  if (flags.json) return `${JSON.stringify(entries.map(licenseJson), null, 2)}\n`;
  const rows = entries.map(({ id, license, commercialUse, credit }) => [id, license, commercialUse, credit]);
  return `${formatColumns([['weights', 'licence', 'commercial use', 'by'], ...rows])}\n`;
}

function licenseJson({ id, license, licenseFrom, commercialUse, credit, page }: WeightEntry): object {
  return { id, license, licenseFrom, commercialUse, credit, page };
}
