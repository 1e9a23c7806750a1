import type { MethodKind } from '../methods/method.ts';
import { meanScores } from '../metrics/mean-scores.ts';
import type { ColorScores, MethodColors, PictureScores } from '../results/color-results.ts';

/** What a row of results is called. */
export interface MethodName {
  readonly id: string;
  readonly label: string;
  readonly kind: MethodKind;
}

/** A method's scores, as pictures are measured. */
export interface MethodScores {
  add(picture: string, scores: ColorScores): void;
  /** All of it so far. Notes that are equal count once. */
  results(notes: readonly string[]): MethodColors;
}

/** An empty list of scores. */
export function scoreMethod({ id, label, kind }: MethodName): MethodScores {
  const pictures: PictureScores[] = [];
  return {
    add: (picture, scores) => pictures.push({ picture, scores }),
    results: (notes) => ({
      ...{ id, label, kind },
      mean: meanScores(pictures.map(({ scores }) => scores)),
      ...{ pictures, notes: [...new Set(notes)] },
    }),
  };
}
