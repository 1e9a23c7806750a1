/** Whether weights may be used to earn money, as far as their publishers say. */
export type CommercialUse = 'allowed' | 'forbidden' | 'unclear';

/** A network whose graph takes the weights; several files of weights may fit one network. */
export type WeightNetwork =
  | 'deoldify-wide'
  | 'deoldify-deep'
  | 'ddcolor-large'
  | 'ddcolor-tiny'
  | 'zhang-eccv16'
  | 'zhang-siggraph17'
  | 'colormnet'
  | 'deep-exemplar'
  | 'deep-remaster';

/** The same weights in another file of their publisher: an import takes it for the entry. */
export interface WeightForm {
  /** Its name as published. Not unique: several projects call theirs `pytorch_model.bin`. */
  readonly file: string;
  readonly bytes: number;
  /** Lowercase hex. */
  readonly sha256: string;
  /** Where these figures come from. */
  readonly figuresFrom: string;
}

/** One official file of weights: where it is, how to know it, and whose it is. */
export interface WeightEntry {
  /** The name that people type, e.g. `deoldify-video`. */
  readonly id: string;
  readonly network: WeightNetwork;
  /** What it is, in a phrase. */
  readonly summary: string;
  /** The file's name in the store and in a mirror; unique in the catalogue. */
  readonly file: string;
  /** Where it can be downloaded, the best first: `https:`, or `http:` where the publisher has nothing else. */
  readonly addresses: readonly string[];
  /** Its length; absent where no source says it. */
  readonly bytes?: number;
  /** Lowercase hex; absent where no source says it: then that of the first download or import is kept. */
  readonly sha256?: string;
  /** Where `bytes` and `sha256` come from, or that nothing was found. */
  readonly figuresFrom: string;
  /** The same weights in other files. Default: none. */
  readonly otherForms?: readonly WeightForm[];
  /** SPDX identifier of the licence of the weights, or of their project where weights aren't named apart. */
  readonly license: string;
  /** Where the licence is said, and for what. */
  readonly licenseFrom: string;
  readonly commercialUse: CommercialUse;
  /** Whom to name. */
  readonly credit: string;
  /** The project's page. */
  readonly page: string;
  /** `now`: a model of this version takes it. `later`: it can be fetched, and nothing takes it yet. */
  readonly usable: 'now' | 'later';
}
