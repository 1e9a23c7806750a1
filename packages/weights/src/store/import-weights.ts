import { open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { HavcError } from '@havc/core';
import { findWeights } from '../catalogue/find-entry.ts';
import { ensureLicense, type LicensePolicy } from '../catalogue/license-policy.ts';
import type { WeightEntry } from '../catalogue/weight-entry.ts';
import { admitFile, type WeightValidator } from './admit-file.ts';
import { copyIntoStore, type StoreCopy, sourceBytes } from './copy-into-store.ts';
import { hashFile } from './hash-file.ts';
import { inspectWeights, type StoredWeights } from './inspect-weights.ts';
import { expectedHash, judgeHash, wrongHashError } from './judge-hash.ts';
import type { ModelRecord, VerifiedAgainst } from './model-record.ts';
import { readError } from './store-error.ts';
import type { StoreListener } from './store-event.ts';
import { withLock } from './store-lock.ts';
import { makePlace, placeOf } from './store-place.ts';
import { discardPartial } from './transfer/partial-file.ts';

/** How {@link importWeights} takes a file. */
export interface ImportOptions {
  /** The entry it is for. Default: the one that it is known to be by its hash, or by its name. */
  readonly as?: string;
  /** Whether a file with another hash than the official one is taken: weights of one's own. Needs `as`. Default: false. */
  readonly allowUnknownHash?: boolean;
  /** Whether other weights that are there already are replaced. Default: false. */
  readonly overwrite?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: StoreListener;
}

/** What importing needs of its store. */
export interface ImportSettings {
  readonly home: string;
  readonly catalogue: readonly WeightEntry[];
  readonly licenses: LicensePolicy;
  readonly validate: WeightValidator | undefined;
}

/** Copies a file of weights into the store, once it is known to be what it's said to be. */
export async function importWeights(
  source: string,
  settings: ImportSettings,
  options: ImportOptions,
): Promise<StoredWeights> {
  const { allowUnknownHash = false, overwrite = false } = options;
  const tell: StoreListener = (event) => options.onEvent?.(event);
  if (allowUnknownHash && options.as === undefined) {
    throw new HavcError(
      'OPTION_INVALID',
      'A file of unknown hash needs --as with the id of the weights it stands for.',
      {
        details: { option: 'allowUnknownHash' },
      },
    );
  }
  await sourceBytes(source);
  const entry =
    options.as === undefined
      ? await recognise(source, settings.catalogue, options.signal)
      : findWeights(options.as, settings.catalogue);
  ensureLicense(entry, settings.licenses);
  const place = placeOf(settings.home, entry);
  if (await isSameFile(source, place.file)) {
    throw new HavcError(
      'OPTION_INVALID',
      `${JSON.stringify(source)} is the stored file itself: nothing is to be done.`,
    );
  }
  await makePlace(place);
  const onWait = () => tell({ event: 'lock-wait', id: entry.id });
  return withLock(place, { signal: options.signal, onWait }, async (signal) => {
    const stored = await inspectWeights(entry, place);
    const copy = await copyIntoStore(source, entry, place, { signal, tell });
    try {
      const verifiedAgainst = await judge(source, copy, entry, stored.record, allowUnknownHash);
      if (isThere(stored, copy)) return stored;
      if (stored.state !== 'missing' && stored.state !== 'partial' && !overwrite) throw occupied(stored);
      await settings.validate?.(copy.path, entry, { from: source, signal });
      await admitFile(copy.path, entry, place, { ...copy, from: path.resolve(source), verifiedAgainst });
      await discardPartial(place);
      return await inspectWeights(entry, place);
    } finally {
      await rm(copy.path, { force: true });
    }
  });
}

/** The entry that a file belongs to: by its hash, which no name can fake, else by its name. */
async function recognise(
  source: string,
  catalogue: readonly WeightEntry[],
  signal: AbortSignal | undefined,
): Promise<WeightEntry> {
  const hash = await hashFile(source, { signal }).catch((error: unknown) => {
    throw readError(error, source);
  });
  const sha256 = hash.digest('hex');
  const known = catalogue.find(
    (entry) => entry.sha256 === sha256 || entry.otherForms?.some((form) => form.sha256 === sha256),
  );
  if (known !== undefined) return known;
  const name = path.basename(source);
  const named = catalogue.find((entry) => entry.file === name);
  if (named !== undefined) return named;
  throw new HavcError(
    'INPUT_UNSUPPORTED',
    `${JSON.stringify(source)} is none of the official files, neither by its SHA-256 (${sha256}) nor by its name` +
      `${await whatItIs(source)}. Say what it stands for with --as, one of: ${catalogue.map(({ id }) => id).join(', ')}.`,
    { details: { path: source, sha256 } },
  );
}

async function judge(
  source: string,
  copy: StoreCopy,
  entry: WeightEntry,
  remembered: ModelRecord | undefined,
  allowUnknownHash: boolean,
): Promise<VerifiedAgainst> {
  const against = judgeHash(entry, copy.sha256, remembered);
  if (against === 'catalogue') return against;
  if (allowUnknownHash) return 'user';
  if (against !== undefined) return against;
  throw wrongHashError(`${JSON.stringify(source)}${await whatItIs(source)}`, copy.sha256, {
    entry,
    expected: expectedHash(entry, remembered)!,
    advice:
      'Download it again; or, if these are weights of your own for the same network, ' +
      `give --as ${entry.id} --allow-unknown-hash.`,
  });
}

/** What a small file that can't be weights probably is: a phrase in brackets, or nothing. */
async function whatItIs(source: string): Promise<string> {
  const file = await open(source, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    const start = buffer.toString('latin1', 0, bytesRead);
    if (start.startsWith('version https://git-lfs')) return ' (a Git LFS pointer, not the file: run `git lfs pull`)';
    if (/^\s*<(!doctype html|html)/i.test(start)) return ' (a web page that was saved in its place)';
    return '';
  } finally {
    await file.close();
  }
}

function isThere({ state, record }: StoredWeights, copy: StoreCopy): boolean {
  return state === 'ready' && record?.sha256 === copy.sha256;
}

function occupied({ entry, path: file }: StoredWeights): HavcError {
  return new HavcError(
    'OUTPUT_EXISTS',
    `Other weights ${entry.id} are there already, at ${JSON.stringify(file)}: give -y to replace them.`,
    { details: { id: entry.id, path: file } },
  );
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [a, b].map((file) => stat(file, { bigint: true }).catch(() => undefined)), // one of them is missing
  );
  return first !== undefined && second !== undefined && first.dev === second.dev && first.ino === second.ino;
}
