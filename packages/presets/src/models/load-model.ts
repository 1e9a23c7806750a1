import { join } from 'node:path';
import { type Colorizer, HavcError } from '@havc/core';
import type { Device, DeviceAttempt, DeviceChoice, Precision } from '@havc/onnx';
import type { FullModelName, ModelName } from './model-names.ts';

/** A model as it is asked for. */
export interface ModelRequest {
  readonly model: ModelName;
  /** Side of the square that a full model sees, in units of 16 pixels. Default: the model's own. */
  readonly renderFactor?: number;
  /** Sides of the squares that the built-in model sees, pixels. */
  readonly inputSizes?: readonly number[];
  /** Whether the built-in model calms its colours over time. */
  readonly steady?: boolean;
  /**
   * Whose colours it calms: a steady model goes by the picture before, so each part of a recipe that shows it pictures of
   * its own has one for itself. Others are the same for all, and don't need it.
   */
  readonly place?: string;
}

/** How models are loaded. */
export interface LoadModelOptions {
  /** Default `auto`: the best device that works. */
  readonly device?: DeviceChoice | undefined;
  /** Of full models. Default `fp32`. */
  readonly precision?: Precision | undefined;
  /** Threads on the processor. Default: as many as there are cores. */
  readonly threads?: number | undefined;
  /** Where weights are. Default: the store of `@havc/weights`. */
  readonly store?: WeightsFolder | undefined;
  /** Told, in a sentence, what takes long while a model loads. */
  readonly onNotice?: ((message: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is needed of a store of weights. */
export interface WeightsFolder {
  /** The folder that all of it is in; built graphs are kept there too. */
  readonly home: string;
  /** The path of a checkpoint. */
  path(id: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<string>;
}

/** A model that is ready to colour. */
export interface LoadedModel {
  readonly name: ModelName;
  readonly colorizer: Colorizer;
  /** The device that was taken; undefined where none is needed. */
  readonly device: Device | undefined;
  /** What became of each device that was tried. */
  readonly attempts: readonly DeviceAttempt[];
  /** What must be said of its colours wherever they are shown. */
  readonly notice: string | undefined;
}

/**
 * Loads a model from its package, and its weights from the store.
 *
 * @throws HavcError `MODEL_MISSING` that says how to get the package or the weights; `OPTION_INVALID`, `WEIGHTS_REFUSED`,
 * `DEVICE_UNAVAILABLE`, `INFERENCE_FAILED`, `ABORTED`.
 */
export async function loadModel(request: ModelRequest, options: LoadModelOptions = {}): Promise<LoadedModel> {
  const { model, inputSizes, steady } = request;
  const { device, threads, signal } = options;
  const common = { ...(device && { device }), ...(threads !== undefined && { threads }), ...(signal && { signal }) };
  if (model === 'identity') {
    const colorizer: Colorizer = { colorize: async (image) => image, dispose: async () => {} };
    return { name: model, colorizer, device: undefined, attempts: [], notice: undefined };
  }
  if (model === 'compact') {
    const { compact, PREVIEW_NOTICE } = await packageOf('@havc/models-compact', () => import('@havc/models-compact'));
    const settings = { ...(inputSizes && { inputSizes }), ...(steady !== undefined && { steady }) };
    const colorizer = await compact({ ...common, ...settings });
    const { device: taken, attempts } = colorizer;
    return { name: model, colorizer, device: taken, attempts, notice: PREVIEW_NOTICE };
  }
  const colorizer = await loadFullModel(model, request, options, common);
  const { device: taken, attempts } = colorizer;
  return { name: model, colorizer, device: taken, attempts, notice: undefined };
}

async function loadFullModel(
  model: FullModelName,
  { renderFactor }: ModelRequest,
  { precision, onNotice, signal, ...options }: LoadModelOptions,
  common: object,
) {
  const store = options.store ?? (await import('@havc/weights')).openModelStore();
  const weights = await store.path(model, { ...(signal && { signal }) });
  const given = {
    ...{ ...common, weights, cacheFolder: join(store.home, 'graphs'), onNotice },
    ...(precision && { precision }),
    ...(renderFactor !== undefined && { renderFactor }),
  };
  switch (model) {
    case 'deoldify-video':
    case 'deoldify-stable':
    case 'deoldify-artistic': {
      const { deoldify } = await packageOf('@havc/models-deoldify', () => import('@havc/models-deoldify'));
      // Blending with the video model is the recipe's, so that two models can share it.
      return deoldify({ ...given, model: model.slice('deoldify-'.length) as 'video', videoBlend: 0 });
    }
    case 'ddcolor-modelscope':
    case 'ddcolor-artistic':
    case 'ddcolor-paper':
    case 'ddcolor-tiny': {
      const { ddcolor } = await packageOf('@havc/models-ddcolor', () => import('@havc/models-ddcolor'));
      return ddcolor({ ...given, model: model.slice('ddcolor-'.length) as 'modelscope' });
    }
    case 'eccv16':
      return (await packageOf('@havc/models-zhang', () => import('@havc/models-zhang'))).eccv16(given);
    case 'siggraph17':
      return (await packageOf('@havc/models-zhang', () => import('@havc/models-zhang'))).siggraph17(given);
  }
}

/** A package that isn't needed before one of its models is. */
async function packageOf<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const { code, message = '' } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes(name)) throw error;
    throw new HavcError('MODEL_MISSING', `The package ${name} isn't installed: \`npm install ${name}\`.`, {
      details: { package: name },
      cause: error,
    });
  }
}
