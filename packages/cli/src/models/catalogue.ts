import { HavcError } from '@havc/core';

/** A model as people choose it. */
export interface ModelEntry {
  readonly name: string;
  /** What it does, in a phrase. */
  readonly summary: string;
  /** Whether its colours are a preview, which every run says. */
  readonly preview: boolean;
  /** The package that has it, for models that need official weights. */
  readonly family?: 'deoldify' | 'ddcolor' | 'zhang';
}

/** The models that can be named today. */
export const MODELS = [
  {
    name: 'compact',
    summary: 'preview colours from the built-in model: right for most skin, sky and wood, dull for grass and cloth',
    preview: true,
  },
  {
    name: 'deoldify-video',
    summary: 'DeOldify for film: calm colours, the steadiest over time',
    preview: false,
    family: 'deoldify',
  },
  {
    name: 'deoldify-stable',
    summary: 'DeOldify for portraits and landscapes, blended with video',
    preview: false,
    family: 'deoldify',
  },
  {
    name: 'deoldify-artistic',
    summary: 'DeOldify with the liveliest colours, blended with video',
    preview: false,
    family: 'deoldify',
  },
  {
    name: 'ddcolor-modelscope',
    summary: 'DDColor: vivid colours for all pictures, unsteady on film',
    preview: false,
    family: 'ddcolor',
  },
  {
    name: 'ddcolor-artistic',
    summary: 'DDColor with fewer false colours, unsteady on film',
    preview: false,
    family: 'ddcolor',
  },
  { name: 'ddcolor-paper', summary: 'DDColor as in its paper', preview: false, family: 'ddcolor' },
  { name: 'ddcolor-tiny', summary: 'DDColor with a quarter of the weights: faster', preview: false, family: 'ddcolor' },
  { name: 'eccv16', summary: 'Colorful Image Colorization: strong colours, fast', preview: false, family: 'zhang' },
  { name: 'siggraph17', summary: 'Real-Time User-Guided Colorization, without hints', preview: false, family: 'zhang' },
  { name: 'identity', summary: 'gives each picture back as it is: for measuring the pipeline', preview: false },
] as const satisfies readonly ModelEntry[];

/** A model's name. */
export type ModelName = (typeof MODELS)[number]['name'];

/** The name of a model that needs official weights, which are called the same. */
export type FullModelName = Extract<(typeof MODELS)[number], { readonly family: string }>['name'];

/** Whether a model needs official weights. */
export function isFullModel(name: ModelName): name is FullModelName {
  return MODELS.some((model) => model.name === name && 'family' in model);
}

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
