import type { Colorizer } from '@havc/core';
import type { DeviceName, ModelName } from './catalogue.ts';
import { describeDevice } from './describe-device.ts';

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
  /** Whether it will see the frames of one film, in their order: its colours are then calmed over time. */
  readonly film: boolean;
  readonly signal: AbortSignal;
}

/**
 * Loads a model.
 *
 * @throws HavcError as the model does: `DEVICE_UNAVAILABLE`, `MODEL_MISSING`, `INFERENCE_FAILED`, `ABORTED`.
 */
export async function loadModel(name: ModelName, { device, film, signal }: LoadModelOptions): Promise<LoadedModel> {
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

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
