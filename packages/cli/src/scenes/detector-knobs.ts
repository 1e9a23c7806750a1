/** The scene detectors by name; `adaptive` is the default. */
export const DETECTORS = ['adaptive', 'luma', 'edges', 'motion', 'keyframe'] as const;

/** A detector's name. */
export type DetectorName = (typeof DETECTORS)[number];

/** What numbers a detector takes for a knob, and which it has without being told. */
export interface KnobRange {
  readonly from: number;
  readonly to: number;
  readonly standard: number;
}

/** A setting of scene detection as an option of the command line. */
export interface DetectorKnob {
  /** As in the help: `--offset <frames>`. */
  readonly flags: string;
  /** The option's name in `SceneDetectionOptions`. */
  readonly name: string;
  readonly says: string;
  readonly kind: 'number' | 'whole' | 'switch' | 'luma-range';
  /** The detectors that have it; switches and names have no range. */
  readonly detectors: Readonly<Partial<Record<DetectorName, KnobRange | 'any'>>>;
  /** Whether it only decides which frames are references. `luma` takes some of these for its cuts too. */
  readonly forReferences?: true;
}

const range = (from: number, to: number, standard: number): KnobRange => ({ from, to, standard });

/** The knobs of all detectors, as `havc scenes` and `havc refs export` take them. */
export const DETECTOR_KNOBS: readonly DetectorKnob[] = [
  {
    flags: '--threshold <number>',
    name: 'threshold',
    says: 'what differs by more may be a cut; edges: a slow change',
    kind: 'number',
    detectors: { adaptive: range(0.05, 0.95, 0.2), luma: range(0, 1, 0.1), edges: range(0.001, 1, 0.035) },
  },
  {
    flags: '--offset <frames>',
    name: 'offset',
    says: 'how far apart the frames are that are compared',
    kind: 'whole',
    detectors: { luma: range(1, 25, 1), edges: range(1, 25, 2) },
  },
  {
    flags: '--deviations <number>',
    name: 'deviations',
    says: 'how far a cut stands out from what is usual around it; less finds more',
    kind: 'number',
    detectors: { adaptive: range(0, 20, 3) },
  },
  {
    flags: '--min-length <frames>',
    name: 'minimumLength',
    says: 'shots are no shorter',
    kind: 'whole',
    detectors: { adaptive: range(1, 25, 5) },
  },
  {
    flags: '--no-cross-fades',
    name: 'crossFades',
    says: 'a cross-fade begins no shot',
    kind: 'switch',
    detectors: { adaptive: 'any' },
  },
  {
    flags: '--normalize',
    name: 'normalize',
    says: 'stretch the luma of each frame before it is compared',
    kind: 'switch',
    detectors: { luma: 'any' },
  },
  {
    flags: '--luma-range <range>',
    name: 'lumaRange',
    says: "full, or limited for the original's numbers (default: full)",
    kind: 'luma-range',
    detectors: { luma: 'any', edges: 'any' },
  },
  {
    flags: '--multiplier <number>',
    name: 'multiplier',
    says: 'a sudden change is so many times the threshold',
    kind: 'number',
    detectors: { edges: range(1, 100, 15) },
  },
  {
    flags: '--block-difference <number>',
    name: 'blockDifference',
    says: 'a block has changed when 64 of its samples differ by more in sum; grain needs more',
    kind: 'number',
    detectors: { motion: range(0, 16_320, 250) },
  },
  {
    flags: '--bias <number>',
    name: 'bias',
    says: 'what a block votes for a cut above; more finds fewer',
    kind: 'number',
    detectors: { keyframe: range(0, 65_280, 2000) },
  },
  {
    flags: '--share <number>',
    name: 'share',
    says: 'the part of the blocks above which there is a cut',
    kind: 'number',
    detectors: { motion: range(0, 1, 130 / 256), keyframe: range(0, 1, 0.5) },
  },
  {
    flags: '--min-interval <frames>',
    name: 'minimumInterval',
    says: 'references are at least so far apart',
    kind: 'whole',
    detectors: {
      adaptive: range(1, 1500, 1),
      luma: range(1, 1500, 1),
      edges: range(1, 1500, 20),
      motion: range(1, 1500, 1),
      keyframe: range(1, 1500, 1),
    },
    forReferences: true,
  },
  {
    flags: '--frequency <frames>',
    name: 'frequency',
    says: 'every so many frames one may be a reference too, 0 for none',
    kind: 'whole',
    detectors: {
      adaptive: range(0, 1500, 0),
      luma: range(0, 1500, 0),
      motion: range(0, 1500, 0),
      keyframe: range(0, 1500, 0),
    },
    forReferences: true,
  },
  {
    flags: '--similarity <number>',
    name: 'similarity',
    says: 'references resemble the last one by less than this; 0 compares nothing',
    kind: 'number',
    detectors: {
      adaptive: range(0, 1, 0),
      luma: range(0, 1, 0),
      edges: range(0, 1, 0.8),
      motion: range(0, 1, 0),
      keyframe: range(0, 1, 0),
    },
    forReferences: true,
  },
  {
    flags: '--white <luma>',
    name: 'white',
    says: 'references are darker in the mean',
    kind: 'number',
    detectors: everywhere(range(0, 1, 0.7)),
    forReferences: true,
  },
  {
    flags: '--black <luma>',
    name: 'black',
    says: 'references are brighter in the mean',
    kind: 'number',
    detectors: everywhere(range(0, 1, 0.1)),
    forReferences: true,
  },
];

function everywhere(same: KnobRange): DetectorKnob['detectors'] {
  return { adaptive: same, luma: same, edges: same, motion: same, keyframe: same };
}
