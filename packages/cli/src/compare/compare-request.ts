/** How two pictures are put into one. */
export const COMPARE_LAYOUTS = ['side-by-side', 'split'] as const;

/** A layout's name. */
export type CompareLayout = (typeof COMPARE_LAYOUTS)[number];

/** What `havc compare` was asked to do. */
export interface CompareRequest {
  readonly a: string;
  readonly b: string;
  /** Chosen by `b` where it isn't given. */
  readonly output: string | undefined;
  readonly layout: CompareLayout;
  /** `-y` is true, `-n` false, neither undefined. */
  readonly overwrite: boolean | undefined;
}
