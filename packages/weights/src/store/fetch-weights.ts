import { rm } from 'node:fs/promises';
import path from 'node:path';
import { HavcError, throwIfAborted } from '@havc/core';
import type { WeightEntry } from '../catalogue/weight-entry.ts';
import { admitFile, type WeightValidator } from './admit-file.ts';
import { copyIntoStore } from './copy-into-store.ts';
import { inspectWeights, type StoredWeights } from './inspect-weights.ts';
import { expectedHash, judgeHash, wrongHashError } from './judge-hash.ts';
import type { ModelRecord } from './model-record.ts';
import type { Environment } from './models-home.ts';
import type { StoreListener } from './store-event.ts';
import { withLock } from './store-lock.ts';
import { makePlace, type StorePlace } from './store-place.ts';
import { download, type RetryRule } from './transfer/download.ts';
import { createHttpClient, type HttpTiming } from './transfer/http-client.ts';
import { addressesOf, type Origin, offlineError } from './transfer/origin.ts';
import { discardPartial } from './transfer/partial-file.ts';
import { verifyWeights, wrongWeightsError } from './verify-weights.ts';

/** What fetching needs of its store. */
export interface FetchSettings {
  readonly env: Environment;
  readonly origin: Origin;
  readonly offline: boolean;
  readonly timing: HttpTiming & RetryRule;
  /** The most that a file of unknown length may have. */
  readonly maxBytes: number;
  readonly validate: WeightValidator | undefined;
}

/**
 * Makes sure that an entry's weights are in the store, by downloading them or copying them from a folder.
 *
 * Several processes may do so at once: one works, the others wait and take its result.
 */
export async function fetchWeights(
  entry: WeightEntry,
  place: StorePlace,
  settings: FetchSettings,
  options: { readonly signal?: AbortSignal | undefined; readonly tell: StoreListener },
): Promise<StoredWeights> {
  const { tell } = options;
  const present = await presentWeights(entry, place, options);
  if (present !== undefined) return present;
  if (settings.offline && settings.origin.kind !== 'folder') throw offlineError(entry, place.file);
  throwIfAborted(options.signal);
  await makePlace(place);
  const onWait = () => tell({ event: 'lock-wait', id: entry.id });
  return withLock(place, { signal: options.signal, onWait }, async (signal) => {
    const meanwhile = await presentWeights(entry, place, { signal, tell });
    if (meanwhile !== undefined) return meanwhile;
    const { record: remembered } = await inspectWeights(entry, place);
    const { origin } = settings;
    if (origin.kind === 'folder')
      await copyFromFolder(origin.folder, entry, place, settings, { remembered, signal, tell });
    else await downloadInto(origin, entry, place, settings, { remembered, signal, tell });
    return inspectWeights(entry, place);
  });
}

interface FetchContext {
  readonly remembered: ModelRecord | undefined;
  readonly signal: AbortSignal;
  readonly tell: StoreListener;
}

/** The weights where they are there and right; undefined where they are to be fetched. */
async function presentWeights(
  entry: WeightEntry,
  place: StorePlace,
  options: { readonly signal?: AbortSignal | undefined; readonly tell: StoreListener },
): Promise<StoredWeights | undefined> {
  const stored = await inspectWeights(entry, place);
  if (stored.state === 'ready') return stored;
  if (stored.state === 'missing' || stored.state === 'partial') return undefined;
  const verification = await verifyWeights(entry, place, options);
  // It may be all that the user has of it: it isn't replaced without being asked.
  if (verification.status === 'wrong') throw wrongWeightsError(verification);
  return inspectWeights(entry, place);
}

async function downloadInto(
  origin: Exclude<Origin, { kind: 'folder' }>,
  entry: WeightEntry,
  place: StorePlace,
  settings: FetchSettings,
  { remembered, signal, tell }: FetchContext,
): Promise<void> {
  await using client = await createHttpClient(settings.env, settings.timing);
  const isRight = (sha256: string) => judgeHash(entry, sha256, remembered) !== undefined;
  const sha256 = expectedHash(entry, remembered)?.sha256;
  const job = { entry, place, sha256, maxBytes: settings.maxBytes, client, signal, tell };
  const file = await download(addressesOf(entry, origin), job, settings.timing, isRight);
  try {
    await settings.validate?.(place.partial, entry, { from: file.from, signal });
  } catch (error) {
    // What isn't taken now never will be. After a Ctrl-C the file is only waiting to be looked at.
    if (HavcError.is(error, 'WEIGHTS_REFUSED')) await discardPartial(place);
    throw error;
  }
  await admitFile(place.partial, entry, place, {
    ...file,
    verifiedAgainst: judgeHash(entry, file.sha256, remembered)!,
  });
  await discardPartial(place);
}

async function copyFromFolder(
  folder: string,
  entry: WeightEntry,
  place: StorePlace,
  settings: FetchSettings,
  { remembered, signal, tell }: FetchContext,
): Promise<void> {
  const source = path.join(folder, entry.file);
  const copy = await copyIntoStore(source, entry, place, { signal, tell });
  try {
    const verifiedAgainst = judgeHash(entry, copy.sha256, remembered);
    if (verifiedAgainst === undefined) {
      throw wrongHashError(JSON.stringify(source), copy.sha256, {
        entry,
        expected: expectedHash(entry, remembered)!,
        advice: 'It is damaged or another file: put the right one there, or name another place with HAVC_MODELS_URL.',
      });
    }
    await settings.validate?.(copy.path, entry, { from: source, signal });
    await admitFile(copy.path, entry, place, { ...copy, from: source, verifiedAgainst });
    await discardPartial(place);
  } finally {
    await rm(copy.path, { force: true });
  }
}
