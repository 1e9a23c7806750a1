import { join } from 'node:path';
import { type Colorizer, HavcError } from '@havc/core';
import type { Device, DeviceAttempt } from '@havc/onnx';
import type { DeviceName, FullModelName } from './catalogue.ts';
import type { ModelSettings } from './model-settings.ts';
import { openStore } from './open-store.ts';

/** How {@link loadFullModel} loads. */
export interface FullModelOptions {
  readonly device: DeviceName;
  readonly settings: ModelSettings;
  /** Told what takes long while it loads. */
  readonly onNotice: (message: string) => void;
  readonly signal: AbortSignal;
}

/** A model that says which device it runs on. */
export interface PlacedColorizer extends Colorizer {
  readonly device: Device;
  readonly attempts: readonly DeviceAttempt[];
}

/**
 * Loads a model from its official weights, which must be in the store.
 *
 * @throws HavcError `MODEL_MISSING` that says how to get the weights; and as the model does.
 */
export async function loadFullModel(name: FullModelName, options: FullModelOptions): Promise<PlacedColorizer> {
  const { device, settings, onNotice, signal } = options;
  const { videoBlend, ...common } = settings;
  const store = await openStore();
  const weights = await store.path(name, { signal });
  const given = { ...common, weights, cacheFolder: join(store.home, 'graphs'), device, onNotice, signal };
  if (videoBlend !== undefined && name !== 'deoldify-stable' && name !== 'deoldify-artistic') {
    throw new HavcError(
      'OPTION_INVALID',
      `Model ${name} is not blended with deoldify-video: --video-blend has a meaning for deoldify-stable and ` +
        'deoldify-artistic alone.',
      { details: { option: '--video-blend', model: name } },
    );
  }
  switch (name) {
    case 'deoldify-video':
      return (await import('@havc/models-deoldify')).deoldify({ ...given, model: 'video' });
    case 'deoldify-stable':
    case 'deoldify-artistic': {
      const { deoldify } = await import('@havc/models-deoldify');
      const model = name === 'deoldify-stable' ? 'stable' : 'artistic';
      if (videoBlend === 0) return deoldify({ ...given, model, videoBlend });
      const videoWeights = await store.path('deoldify-video', { signal });
      return deoldify({ ...given, model, videoWeights, ...(videoBlend !== undefined && { videoBlend }) });
    }
    case 'ddcolor-modelscope':
    case 'ddcolor-artistic':
    case 'ddcolor-paper':
    case 'ddcolor-tiny': {
      const { ddcolor } = await import('@havc/models-ddcolor');
      return ddcolor({ ...given, model: DDCOLOR_MODELS[name] });
    }
    case 'eccv16':
      return (await import('@havc/models-zhang')).eccv16(given);
    case 'siggraph17':
      return (await import('@havc/models-zhang')).siggraph17(given);
  }
}

const DDCOLOR_MODELS = {
  'ddcolor-modelscope': 'modelscope',
  'ddcolor-artistic': 'artistic',
  'ddcolor-paper': 'paper',
  'ddcolor-tiny': 'tiny',
} as const;
