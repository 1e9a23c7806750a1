import type { MethodKind } from '../methods/method.ts';

/** What one method does to one film over time. */
export interface MethodStability {
  readonly id: string;
  readonly label: string;
  readonly kind: MethodKind;
  /**
   * Colour distribution consistency: Jensen-Shannon divergence of colour histograms at each distance, and their mean, of
   * pairs of frames within a shot; null where no shot is long enough for a pair.
   */
  readonly distribution: {
    readonly distances: readonly number[];
    readonly values: readonly (number | null)[];
    readonly mean: number | null;
    /** The mean with the pairs across cuts, as papers give it, who measure clips without cuts. */
    readonly acrossCuts: number | null;
  };
  /**
   * CIEDE2000 between a frame and the one before, moved along with it, where nothing was uncovered: mean over the frames,
   * and what one frame in twenty exceeds. Null where no frame has one.
   */
  readonly flicker: { readonly mean: number | null; readonly p95: number | null; readonly coveredShare: number };
  /** Slow change of colour within each shot of at least two frames. */
  readonly drift: readonly {
    readonly shot: number;
    /** CIEDE2000 between the mean colours of its first and last part, lightness left out. */
    readonly deltaE: number;
    /** The largest such distance from its beginning on the way. */
    readonly largest: number;
  }[];
  /** By frame; null where there is none (the first frame of a shot). */
  readonly series: {
    readonly flicker: readonly (number | null)[];
    readonly colorfulness: readonly number[];
    readonly drift: readonly number[];
  };
  readonly worst: readonly {
    readonly frame: number;
    readonly time: number;
    readonly flicker: number;
    /** Files beside the results: the frame before, the frame, and the map of the difference. */
    readonly before: string;
    readonly image: string;
    readonly heatMap: string;
  }[];
  /** Mean CIEDE2000 against the truth, where there is one. */
  readonly deltaE?: number;
  readonly notes: readonly string[];
}

/** One film. */
export interface FilmStability {
  readonly film: string;
  readonly frames: number;
  readonly framesPerSecond: number;
  readonly width: number;
  readonly height: number;
  readonly hasTruth: boolean;
  /** First frame and the frame after the last, of each shot. */
  readonly shots: readonly { readonly from: number; readonly to: number }[];
  /** The truth is among them where there is one (`truth`), and gray (`gray`): what the film itself flickers. */
  readonly methods: readonly MethodStability[];
}

/** The stability part of a run. */
export interface StabilityResults {
  readonly films: readonly FilmStability[];
  /** Largest CIEDE2000 that the heat maps of worst frames tell apart: their brightest colour. */
  readonly heatMapMaximum?: number;
}
