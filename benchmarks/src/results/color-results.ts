import type { MethodKind } from '../methods/method.ts';

/** How near one picture comes to its truth, and how colourful it is. */
export interface ColorScores {
  /** Mean CIEDE2000 over all pixels, D65. */
  readonly deltaE: number;
  /** Mean chroma in CIELAB, of the picture alone. */
  readonly chroma: number;
  /** M3 of Hasler and Suesstrunk, of the picture alone: 0 for gray, 109 and more for extremely colourful. */
  readonly colorfulness: number;
  /** Share of pixels with a chroma that is seen, 0 to 1, of the picture alone. */
  readonly coloredShare: number;
  /** Peak signal-to-noise ratio of a* and b* together, dB; null where they are equal. */
  readonly psnrAb: number | null;
  /** By the truth's lightness, dark to bright. */
  readonly lumaBands: readonly BandScore[];
  /** By the truth's hue, for pixels with a hue; `neutral` are the others. */
  readonly hueSectors: readonly BandScore[];
}

/** The part of a picture that is of one kind in the truth. */
export interface BandScore {
  readonly name: string;
  /** Of all pixels, 0 to 1. */
  readonly share: number;
  /** Mean CIEDE2000 in it; null without pixels. */
  readonly deltaE: number | null;
}

/** One picture by one method. */
export interface PictureScores {
  readonly picture: string;
  readonly scores: ColorScores;
}

/** One method over the whole set. */
export interface MethodColors {
  /** Unique in a run. */
  readonly id: string;
  /** What people read. */
  readonly label: string;
  readonly kind: MethodKind;
  /** Means over the pictures, each counting the same; bands and sectors are weighted by their pixels. */
  readonly mean: ColorScores;
  readonly pictures: readonly PictureScores[];
  /** What must be said beside its numbers. */
  readonly notes: readonly string[];
}

/** How one method's deltaE differs from another's on the same pictures. */
export interface PairedDifference {
  /** Ids of methods: the difference is `of` minus `against`; negative is nearer to the truth. */
  readonly of: string;
  readonly against: string;
  /** Mean of the differences by picture. */
  readonly mean: number;
  /** Standard error of that mean; null for one picture, which has none. */
  readonly standardError: number | null;
  /** Whether chance alone would give such a mean in one case of twenty or more: no order may be read from it. */
  readonly isWithinNoise: boolean;
  readonly pictures: number;
}

/** A merge method with one set of options on one pair of panels, or the mean of several panels. */
export interface MergeScore {
  /** Unique in a run. */
  readonly id: string;
  /** The panel that the merge starts from. */
  readonly first: string;
  /** The panel whose share is the merge's weight. */
  readonly second: string;
  /** Of a mean of more than two panels: the others. */
  readonly others?: readonly string[];
  /** A method of `@havc/filters`; `mean` of several panels; `any` where the method was chosen with its options. */
  readonly method: string;
  /** In words: `weight 0.5, threshold 0.15`. */
  readonly options: string;
  /** Where the options come from: all as they are by default, as the original has them, set, or the best of a grid. */
  readonly origin: 'set' | 'defaults' | 'original' | 'chosen';
  readonly mean: ColorScores;
  /**
   * Against the half-and-half simple merge of the same pair, for a mean of that pair of its models which is best so;
   * absent for that merge itself.
   */
  readonly againstSimple?: PairedDifference;
  /** Against the best of its models. */
  readonly againstBetterModel: PairedDifference;
  /**
   * Against the same half-and-half merge with its colours turned up or down until it is as colourful (CIELAB chroma, mean
   * over the pictures): whether a method is nearer to the truth, or only grayer. Absent for that merge itself, and where
   * it can't be made as colourful.
   */
  readonly atEqualChroma?: PairedDifference;
  /**
   * Present where options were chosen on these pictures: the mean deltaE of each picture with the options that are best on
   * all others, which is what the choice promises for pictures it has not seen. `against` the half-and-half simple merge.
   */
  readonly leaveOneOut?: { readonly deltaE: number; readonly candidates: number; readonly against: PairedDifference };
}

/** A published table, beside what the same panels measure here. */
export interface ReproducedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly picture: string; readonly cells: readonly ReproducedCell[] }[];
  readonly averages: readonly ReproducedCell[];
}

export interface ReproducedCell {
  readonly column: string;
  readonly published: number;
  readonly measured: number;
}

/** Whether the metric gives what was published. */
export interface Reproduction {
  readonly source: string;
  readonly tables: readonly ReproducedTable[];
  readonly cells: number;
  readonly meanAbsoluteDifference: number;
  readonly largestDifference: number;
  /** `16, T241`. */
  readonly largestAt: string;
  readonly largestColumnDifference: number;
  readonly limits: { readonly mean: number; readonly cell: number; readonly column: number };
  readonly isMet: boolean;
}

/** A small picture of one picture by one method, for people to look at. */
export interface Thumbnail {
  readonly picture: string;
  /** Id of a method, or `truth`, `gray`. */
  readonly method: string;
  /** Of files beside the results, with `/`. */
  readonly image: string;
  /** The map of CIEDE2000; absent for the truth. */
  readonly heatMap?: string;
}

/** The colour part of a run. */
export interface ColorResults {
  readonly testSet: {
    readonly name: string;
    readonly source: string;
    readonly pictures: readonly { readonly name: string; readonly width: number; readonly height: number }[];
    /** What was left out of it, and why; absent where all was measured. */
    readonly notes?: readonly string[];
  };
  readonly reproduction?: Reproduction;
  readonly methods: readonly MethodColors[];
  /** Of each method against the one with the smallest mean deltaE, and against gray. */
  readonly differences: readonly PairedDifference[];
  readonly merges: readonly MergeScore[];
  readonly thumbnails: readonly Thumbnail[];
  /** Largest CIEDE2000 that a heat map tells apart: its brightest colour. */
  readonly heatMapMaximum: number;
}
