/** The package that has a model. */
export type ModelFamily = 'compact' | 'deoldify' | 'ddcolor' | 'zhang';

/** A model as people choose it. */
export interface ModelEntry {
  readonly name: string;
  /** What it does, in a phrase. */
  readonly summary: string;
  /** Whether its colours are a preview, which every run says. */
  readonly preview: boolean;
  /** Absent for what needs no package. */
  readonly family?: ModelFamily;
}

/** The models that can be named today. All but `compact` and `identity` need official weights, which are called the same. */
export const MODELS = [
  {
    name: 'compact',
    summary: 'preview colours from the built-in model: right for most skin, sky and wood, dull for grass and cloth',
    preview: true,
    family: 'compact',
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
export type FullModelName = Exclude<ModelName, 'compact' | 'identity'>;

/** Whether a model needs official weights. */
export function isFullModel(name: ModelName): name is FullModelName {
  return name !== 'compact' && name !== 'identity';
}

/** The family of a model; undefined for `identity`. */
export function familyOf(name: ModelName): ModelFamily | undefined {
  const entry: ModelEntry = MODELS.find((model) => model.name === name)!;
  return entry.family;
}
