import { type Colorizer, HavcError } from '@havc/core';
import { type LoadedModel, type LoadModelOptions, loadModel, type ModelRequest } from './load-model.ts';
import type { ModelName } from './model-names.ts';
import { retryColorizer } from './retry-colorizer.ts';
import { shareResults } from './share-results.ts';

export type { ModelRequest } from './load-model.ts';

/** What a pool tells. */
export type ModelEvent =
  | { readonly event: 'model-loaded'; readonly model: LoadedModel }
  /** A model's weights aren't there, and the built-in model stands in. */
  | { readonly event: 'model-replaced'; readonly wanted: ModelName; readonly by: ModelName; readonly why: string }
  /** A model's process has failed, and the picture is tried again. */
  | { readonly event: 'model-retried'; readonly model: ModelName; readonly error: HavcError };

/** How a pool gets its models. */
export interface ModelPoolOptions extends LoadModelOptions {
  /** Whether models see the frames of one film, in their order. Default true; false switches `steady` off. */
  readonly film?: boolean | undefined;
  /** Whether the built-in model stands in for models whose weights aren't there. Default false. */
  readonly allowFallback?: boolean | undefined;
  readonly onEvent?: ((event: ModelEvent) => void) | undefined;
  /** What loads a model. Default: the packages `@havc/models-*`. */
  readonly load?: ((request: ModelRequest, options: LoadModelOptions) => Promise<LoadedModel>) | undefined;
}

/** The models of one run: each is loaded once, and asked once for each picture. */
export interface ModelPool extends AsyncDisposable {
  /**
   * The colourizer of a model with these settings. It belongs to the pool; results are shared, and must not be changed.
   *
   * @throws HavcError as `loadModel` does.
   */
  load(request: ModelRequest): Promise<Colorizer>;
  /** What is loaded, in the order of loading. */
  readonly loaded: readonly LoadedModel[];
  /** Models that the built-in one stands in for. */
  readonly replaced: readonly ModelName[];
  /** Frees all models; safe to call twice. */
  dispose(): Promise<void>;
}

/** A pool without any models yet. */
export function createModelPool(options: ModelPoolOptions = {}): ModelPool {
  const { film = true, allowFallback = false, onEvent, load = loadModel, ...loading } = options;
  const entries = new Map<string, Promise<Colorizer>>();
  const loaded: LoadedModel[] = [];
  const replaced = new Set<ModelName>();

  const start = async (request: ModelRequest): Promise<Colorizer> => {
    let model: LoadedModel;
    try {
      model = await load(request, loading);
    } catch (error) {
      if (!allowFallback || !HavcError.is(error, 'MODEL_MISSING') || request.model === 'compact') throw error;
      if (!replaced.has(request.model)) {
        replaced.add(request.model);
        onEvent?.({ event: 'model-replaced', wanted: request.model, by: 'compact', why: error.message });
      }
      // It stands in for several, which see different pictures in turn: nothing to be steady over.
      return pool.load({ model: 'compact', steady: false });
    }
    loaded.push(model);
    onEvent?.({ event: 'model-loaded', model });
    const retried = retryColorizer(model.colorizer, (error) =>
      onEvent?.({ event: 'model-retried', model: model.name, error }),
    );
    return shareResults(retried);
  };

  let disposed: Promise<void> | undefined;
  const dispose = () => {
    disposed ??= (async () => {
      await Promise.allSettled(entries.values());
      const ends = await Promise.allSettled(loaded.map(({ colorizer }) => colorizer.dispose()));
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed) throw failed.reason;
    })();
    return disposed;
  };
  const pool: ModelPool = {
    loaded,
    get replaced() {
      return [...replaced];
    },
    load(request) {
      if (disposed) throw new HavcError('ABORTED', 'The models of this run have been freed already.');
      const { place, ...wanted } = request;
      const steady = wanted.steady && film;
      const settled = {
        ...wanted,
        ...(steady !== undefined && { steady }),
        ...(steady && place !== undefined && { place }),
      };
      const key = JSON.stringify(Object.entries(settled).sort(([a], [b]) => (a < b ? -1 : 1)));
      const found = entries.get(key) ?? start(settled);
      entries.set(key, found);
      found.catch(() => entries.delete(key));
      return found;
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
  return pool;
}
