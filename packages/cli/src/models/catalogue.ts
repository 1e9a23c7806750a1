import { HavcError } from '@havc/core';
import { isFullModel, MODELS, type ModelName } from '@havc/presets/names';

export { isFullModel, MODELS, type ModelName };

/** The model that is taken when none is named. */
export const DEFAULT_MODEL: ModelName = 'compact';

/** Devices by name; `auto` takes the best that works. As in `@havc/onnx`, which is too much to load for a help text. */
export const DEVICE_CHOICES = ['auto', 'cpu', 'cuda', 'tensorrt', 'webgpu', 'directml', 'coreml'] as const;

/** A device's name, or `auto`. */
export type DeviceName = (typeof DEVICE_CHOICES)[number];

/**
 * Checks a model's name.
 *
 * @throws HavcError `OPTION_INVALID` that lists the models there are.
 */
export function ensureModelName(name: string): asserts name is ModelName {
  if (MODELS.some((model) => model.name === name)) return;
  throw new HavcError(
    'OPTION_INVALID',
    `There is no model "${name}". There are: ${MODELS.map((model) => model.name).join(', ')}. ` +
      '`havc models` says what each does.',
    { details: { option: '--model', value: name } },
  );
}
