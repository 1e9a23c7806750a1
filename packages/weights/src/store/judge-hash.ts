import { HavcError } from '@havc/core';
import type { WeightEntry } from '../catalogue/weight-entry.ts';
import type { ModelRecord, VerifiedAgainst } from './model-record.ts';

/** The hash that a file of an entry must have, and who says so; undefined where nobody does yet. */
export interface ExpectedHash {
  readonly sha256: string;
  readonly from: Extract<VerifiedAgainst, 'catalogue' | 'first-use'>;
  /** When it was first used, ISO 8601, where that is what it rests on. */
  readonly since?: string;
}

/**
 * The hash that the catalogue says, or that was remembered when the entry was first used.
 *
 * @param remembered - the entry's record, be its file there or not.
 */
export function expectedHash(entry: WeightEntry, remembered: ModelRecord | undefined): ExpectedHash | undefined {
  if (entry.sha256 !== undefined) return { sha256: entry.sha256, from: 'catalogue' };
  if (remembered?.verifiedAgainst !== 'first-use') return undefined;
  return { sha256: remembered.sha256, from: 'first-use', since: remembered.addedAt };
}

/** What a hash was found right by; undefined where it is wrong. */
export function judgeHash(
  entry: WeightEntry,
  sha256: string,
  remembered: ModelRecord | undefined,
): ExpectedHash['from'] | undefined {
  if (entry.otherForms?.some((form) => form.sha256 === sha256)) return 'catalogue';
  const expected = expectedHash(entry, remembered);
  if (expected === undefined) return 'first-use';
  return expected.sha256 === sha256 ? expected.from : undefined;
}

/**
 * The error for a file whose hash is wrong.
 *
 * @param file - how to call it.
 * @param advice - what to do, one or two sentences.
 */
export function wrongHashError(
  file: string,
  sha256: string,
  about: { readonly entry: WeightEntry; readonly expected: ExpectedHash; readonly advice: string },
): HavcError {
  const { entry, expected, advice } = about;
  const whose =
    expected.from === 'catalogue'
      ? `that of the official ${entry.file} is ${expected.sha256}`
      : `that of ${entry.file} was ${expected.sha256} when it was first used (${expected.since?.slice(0, 10)})`;
  return new HavcError('WEIGHTS_REFUSED', `${file} has the SHA-256 ${sha256}, and ${whose}. ${advice}`, {
    details: { id: entry.id, sha256, expectedSha256: expected.sha256, expectedFrom: expected.from },
  });
}
