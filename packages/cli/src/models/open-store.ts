import type { LicensePolicy, ModelStore } from '@havc/weights';

/** What the options of `havc models` say of the store. */
export interface StoreFlags {
  readonly licenses?: LicensePolicy;
  readonly offline?: boolean;
  readonly url?: string;
}

/** The store of weights, with what the environment and the options say. */
export async function openStore({ licenses, offline, url }: StoreFlags = {}): Promise<ModelStore> {
  const { openModelStore } = await import('@havc/weights');
  return openModelStore({
    validate: async (...file) => (await import('./validate-weights.ts')).validateWeights(...file),
    ...(licenses === undefined ? {} : { licenses }),
    // The option only says yes; without it HAVC_OFFLINE decides.
    ...(offline ? { offline } : {}),
    ...(url === undefined ? {} : { modelsUrl: url }),
  });
}
