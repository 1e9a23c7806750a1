import type { Place } from './call-error.ts';

/** What a warning is about. */
export type HavcWarningKind =
  /** It had no effect in the original either. */
  | 'no-effect'
  /** This version can't do it: it needs an exemplar model. */
  | 'unavailable'
  /** It is no part of a recipe: another option or command does it. */
  | 'elsewhere'
  /** We do it in another way, on purpose. */
  | 'differs'
  /** It was left out of the recipe. */
  | 'left-out'
  /** It was taken for something else than was written. */
  | 'spelling';

/** Something that a person should know about a translated call. */
export interface HavcWarning {
  readonly kind: HavcWarningKind;
  /** The function that was called; absent for lines that call none of HAVC's. */
  readonly function?: string;
  /** The parameter, as HAVC writes it. */
  readonly parameter?: string;
  /** A sentence. */
  readonly message: string;
  /** The line of the script, counted from 1. */
  readonly line: number;
}

/** Takes warnings of one call. */
export type Warn = (kind: HavcWarningKind, parameter: string | undefined, message: string, place?: Place) => void;
