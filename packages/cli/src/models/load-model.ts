import { type Colorizer, HavcError } from '@havc/core';
import { type DeviceName, isFullModel, type ModelName } from './catalogue.ts';
import { describeDevice } from './describe-device.ts';
import type { ModelSettings } from './model-settings.ts';

/** A model that is ready to colour. */
export interface LoadedModel {
  readonly colorizer: Colorizer;
  /** What runs where, for the progress: `compact on cpu`. */
  readonly where: string;
  /** Which device was taken and why, a line for people. */
  readonly deviceNote: string;
  /** What must be said of its colours on every run. */
  readonly notice: string | undefined;
}

/** How {@link loadModel} loads. */
export interface LoadModelOptions {
  readonly device: DeviceName;
  readonly settings: ModelSettings;
  /** Whether it will see the frames of one film, in their order: its colours are then calmed over time. */
  readonly film: boolean;
  /** Told what takes long while it loads. */
  readonly onNotice: (message: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Loads a model.
 *
 * @throws HavcError as the model does: `DEVICE_UNAVAILABLE`, `MODEL_MISSING`, `WEIGHTS_REFUSED`, `INFERENCE_FAILED`,
 * `ABORTED`; `OPTION_INVALID` for a setting that it doesn't have.
 */
export async function loadModel(name: ModelName, options: LoadModelOptions): Promise<LoadedModel> {
  const { device, film, settings, onNotice, signal } = options;
  if (isFullModel(name)) {
    const { loadFullModel } = await import('./load-full-model.ts');
    const colorizer = await loadFullModel(name, { device, settings, onNotice, signal });
    const deviceNote = describeDevice(name, colorizer.device, colorizer.attempts);
    return { colorizer, where: `${name} on ${colorizer.device}`, deviceNote, notice: undefined };
  }
  ensureNoSettings(name, settings);
  if (name === 'identity') {
    return {
      colorizer: { colorize: async (image) => image, dispose: async () => {} },
      where: 'identity',
      deviceNote: 'Model identity gives the picture back as it is; no device is used.',
      notice: undefined,
    };
  }
  const { compact, PREVIEW_NOTICE } = await import('@havc/models-compact');
  const colorizer = await compact({ device, steady: film, signal });
  return {
    colorizer,
    where: `${name} on ${colorizer.device}`,
    deviceNote: describeDevice(name, colorizer.device, colorizer.attempts),
    notice: sentence(PREVIEW_NOTICE),
  };
}

function ensureNoSettings(name: ModelName, settings: ModelSettings): void {
  const [given] = Object.entries({
    '--render-factor': settings.renderFactor,
    '--precision': settings.precision,
    '--video-blend': settings.videoBlend,
  }).filter(([, value]) => value !== undefined);
  if (!given) return;
  throw new HavcError('OPTION_INVALID', `Model ${name} takes no ${given[0]}: leave it out, or choose another model.`, {
    details: { option: given[0], model: name },
  });
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
