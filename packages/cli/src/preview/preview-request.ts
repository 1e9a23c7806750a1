import type { Position } from '@havc/media';
import type { DeviceName } from '../models/catalogue.ts';
import type { RecipeFlags } from '../recipes/recipe-options.ts';

/** What `havc preview` was asked to do, checked. */
export interface PreviewRequest {
  /** A film, an image, a folder, or a pattern with `%05d`. */
  readonly input: string;
  /** Chosen by the input where it isn't given. */
  readonly output: string | undefined;
  /** Presets, recipe files and single models; what there is weights for, where none are named. */
  readonly ways: readonly string[] | undefined;
  /** What applies to all of them. */
  readonly flags: Omit<RecipeFlags, 'preset' | 'recipe' | 'model'>;
  /** The frames of a film that are shown; chosen where they aren't given. */
  readonly at: readonly Position[] | undefined;
  /** How many frames of a film, or pictures of a folder. */
  readonly scenes: number | undefined;
  /** Side of the squares that pictures are fitted into, pixels. */
  readonly cell: number;
  readonly device: DeviceName;
  readonly precision: 'fp32' | 'fp16' | undefined;
  readonly allowFallback: boolean;
  /** `-y` is true, `-n` false, neither undefined. */
  readonly overwrite: boolean | undefined;
}

/** How many frames or pictures are shown when nothing is said. */
export const DEFAULT_SCENES = 8;
