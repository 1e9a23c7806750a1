import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { HavcError } from '@havc/core';
import { ensureCatalogue } from '../catalogue/ensure-catalogue.ts';
import { findWeights } from '../catalogue/find-entry.ts';
import { ensureLicense, LICENSE_POLICIES, type LicensePolicy } from '../catalogue/license-policy.ts';
import { OFFICIAL_WEIGHTS } from '../catalogue/official-weights.ts';
import type { WeightEntry } from '../catalogue/weight-entry.ts';
import type { WeightValidator } from './admit-file.ts';
import { fetchWeights } from './fetch-weights.ts';
import { formatBytes } from './format-bytes.ts';
import { type ImportOptions, importWeights } from './import-weights.ts';
import { inspectWeights, type StoredWeights } from './inspect-weights.ts';
import { type Environment, modelsHome } from './models-home.ts';
import { errnoOf, readError, storeError } from './store-error.ts';
import type { StoreListener } from './store-event.ts';
import { withLock } from './store-lock.ts';
import { placeOf } from './store-place.ts';
import { isOffline, parseOrigin } from './transfer/origin.ts';
import { type Verification, verifyWeights, wrongWeightsError } from './verify-weights.ts';

/** How long the network is waited for, and how often it's tried again. */
export interface StoreTiming {
  /** For a connection, in milliseconds. Default: 30 000. */
  readonly connectMs?: number;
  /** For an answer to begin, and for each next piece of it, in milliseconds. Default: 60 000. */
  readonly stallMs?: number;
  /** Tries after the first that bring nothing new. Default: 5. */
  readonly retries?: number;
  /** The wait before the first of them, in milliseconds; it doubles each time. Default: 1000. */
  readonly retryDelayMs?: number;
}

/** How {@link openModelStore} opens a store. */
export interface ModelStoreOptions {
  /** The folder of the store. Default: {@link modelsHome} of `env`. */
  readonly home?: string;
  /** Where `HAVC_HOME`, `HAVC_MODELS_URL`, `HAVC_OFFLINE` and the proxies are read. Default: `process.env`. */
  readonly env?: Environment;
  /** What there is. Default: the official weights. */
  readonly catalogue?: readonly WeightEntry[];
  /** Where files are fetched from instead: an address or a folder. Default: `HAVC_MODELS_URL`, else the official addresses. */
  readonly modelsUrl?: string;
  /** Whether the network is left alone. Default: `HAVC_OFFLINE`. */
  readonly offline?: boolean;
  /** Which licences are taken. Default: `any`. */
  readonly licenses?: LicensePolicy;
  /** Looks into every file before it's taken. Default: none, the hash alone decides. */
  readonly validate?: WeightValidator;
  readonly timing?: StoreTiming;
  /** The most that a file of unknown length may have. Default: 4 GiB. */
  readonly maxBytes?: number;
}

/** How long work on a store is watched and stopped. */
export interface StoreWorkOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: StoreListener;
}

/**
 * The weights on this machine. Ids that the catalogue doesn't have throw HavcError `OPTION_INVALID`; weights whose licence
 * the policy refuses `LICENSE_REFUSED`.
 */
export interface ModelStore {
  /** The folder in which all lies, absolute. */
  readonly home: string;
  readonly catalogue: readonly WeightEntry[];
  /** Every entry, and whether it is there. Reads no weights. */
  list(): Promise<readonly StoredWeights[]>;
  /**
   * The path of weights that are there and are what they were when they came. That is seen by length and time of
   * modification; the hash is computed anew only where these have changed.
   *
   * @throws HavcError `MODEL_MISSING`; `WEIGHTS_REFUSED` for a file that has become another one.
   */
  path(id: string, options?: StoreWorkOptions): Promise<string>;
  /**
   * Downloads weights that aren't there. An earlier download that was cut short is gone on with.
   *
   * @throws HavcError `DOWNLOAD_FAILED`, `WEIGHTS_REFUSED`, `MODEL_MISSING` when offline, `DISK_FULL`,
   * `OUTPUT_UNWRITABLE`, `ABORTED`.
   */
  fetch(id: string, options?: StoreWorkOptions): Promise<StoredWeights>;
  /**
   * Copies a file of weights into the store.
   *
   * @throws HavcError `INPUT_MISSING`, `INPUT_UNREADABLE`, `INPUT_UNSUPPORTED` for a file that isn't known,
   * `WEIGHTS_REFUSED` for a wrong hash, `OUTPUT_EXISTS`, `DISK_FULL`, `OUTPUT_UNWRITABLE`, `ABORTED`.
   */
  import(file: string, options?: ImportOptions): Promise<StoredWeights>;
  /** Computes the hash of stored weights anew and compares it. */
  verify(id: string, options?: StoreWorkOptions): Promise<Verification>;
  /**
   * Removes weights, and what has been downloaded of them. A hash that was recorded at first use is kept, to know the file
   * again.
   *
   * @param options.forget - whether that hash is forgotten too. Default: false.
   * @returns how many bytes became free; 0 where nothing was there.
   */
  remove(id: string, options?: { readonly forget?: boolean; readonly signal?: AbortSignal }): Promise<number>;
}

const MAX_BYTES = 4 * 1024 ** 3;

/**
 * Opens the store of official weights. Nothing is read or written before it's asked for something.
 *
 * @throws HavcError `OPTION_INVALID`.
 */
export function openModelStore(options: ModelStoreOptions = {}): ModelStore {
  const { env = process.env, catalogue = OFFICIAL_WEIGHTS, licenses = 'any', maxBytes = MAX_BYTES, validate } = options;
  const home = path.resolve(options.home ?? modelsHome(env));
  if (catalogue !== OFFICIAL_WEIGHTS) ensureCatalogue(catalogue);
  if (!LICENSE_POLICIES.includes(licenses)) {
    throw new HavcError(
      'OPTION_INVALID',
      `options.licenses must be any or permissive, got ${JSON.stringify(licenses)}.`,
    );
  }
  const fetchSettings = {
    env,
    origin: parseOrigin(options.modelsUrl ?? env['HAVC_MODELS_URL']),
    offline: options.offline ?? isOffline(env),
    timing: { connectMs: 30_000, stallMs: 60_000, retries: 5, retryDelayMs: 1000, ...options.timing },
    maxBytes,
    validate,
  };
  const allowed = (id: string): WeightEntry => {
    const entry = findWeights(id, catalogue);
    ensureLicense(entry, licenses);
    return entry;
  };

  return {
    home,
    catalogue,
    list: () => Promise.all(catalogue.map((entry) => inspectWeights(entry, placeOf(home, entry)))),
    async path(id, { signal, onEvent } = {}) {
      const entry = allowed(id);
      const place = placeOf(home, entry);
      const { state } = await inspectWeights(entry, place);
      if (state === 'ready') return place.file;
      const verification = await verifyWeights(entry, place, { signal, ...(onEvent ? { tell: onEvent } : {}) });
      if (verification.status === 'missing') throw missingError(entry, place.file);
      if (verification.status === 'wrong') throw wrongWeightsError(verification);
      return place.file;
    },
    async fetch(id, { signal, onEvent } = {}) {
      const entry = allowed(id);
      return fetchWeights(entry, placeOf(home, entry), fetchSettings, { signal, tell: onEvent ?? (() => {}) });
    },
    import: (file, importOptions = {}) => importWeights(file, { home, catalogue, licenses, validate }, importOptions),
    async verify(id, { signal, onEvent } = {}) {
      const entry = findWeights(id, catalogue);
      return verifyWeights(entry, placeOf(home, entry), { signal, ...(onEvent ? { tell: onEvent } : {}) });
    },
    remove: (id, { forget = false, signal } = {}) => removeWeights(findWeights(id, catalogue), home, forget, signal),
  };
}

async function removeWeights(
  entry: WeightEntry,
  home: string,
  forget: boolean,
  signal: AbortSignal | undefined,
): Promise<number> {
  const place = placeOf(home, entry);
  const names = await readdir(place.folder).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw readError(error, place.folder);
  });
  if (names === undefined) return 0;
  return withLock(place, { signal }, async () => {
    const { bytes, record } = await inspectWeights(entry, place);
    const keepsRecord = record?.verifiedAgainst === 'first-use' && !forget;
    try {
      for (const name of await readdir(place.folder)) {
        const ours = name.startsWith(entry.file) || name.startsWith(`.${entry.file}.`);
        if (!ours || (keepsRecord && name === path.basename(place.record))) continue;
        await rm(path.join(place.folder, name), { force: true });
      }
    } catch (error) {
      throw storeError(error, place.folder);
    }
    return bytes;
  });
}

function missingError(entry: WeightEntry, file: string): HavcError {
  const size = entry.bytes === undefined ? '' : ` (${formatBytes(entry.bytes)})`;
  return new HavcError(
    'MODEL_MISSING',
    `The weights ${entry.id} are not here: run \`havc models fetch ${entry.id}\`${size}, ` +
      `or \`havc models import\` with ${entry.file} from elsewhere.`,
    { details: { id: entry.id, path: file } },
  );
}
