/** Two models whose pictures are merged. */
export interface ModelPair {
  /** The one that a merge starts from. */
  readonly first: string;
  /** The one whose share is the merge's weight. */
  readonly second: string;
}

/**
 * Each pair of a DeOldify and a DDColor model among published panels, in the order in which HAVC merges them: DeOldify is
 * first, DDColor second. What is already a merge, or another model, is in no pair.
 *
 * @param models - what each panel is, by its name: `DeOldify Stable rf24`, `DeOldify Video rf24 + DDColor Artistic rf24`.
 */
export function modelPairs(models: Readonly<Record<string, string>>): readonly ModelPair[] {
  const { deoldify, ddcolor } = singleModels(models);
  return deoldify.flatMap((first) => ddcolor.map((second) => ({ first, second })));
}

/** The panels that are one DeOldify or one DDColor model's work, by name. */
export function singleModels(models: Readonly<Record<string, string>>): {
  readonly deoldify: readonly string[];
  readonly ddcolor: readonly string[];
} {
  const alone = (family: string) =>
    Object.entries(models)
      .filter(([, description]) => description.startsWith(family) && !description.includes('+'))
      .map(([name]) => name);
  return { deoldify: alone('DeOldify'), ddcolor: alone('DDColor') };
}

/** Of more models there would be too many choices to measure. */
const MOST_TO_CHOOSE_FROM = 6;

/** Each choice of at least three of the models, the smallest first; of more than six models only all of them. */
export function largerSets(models: readonly string[]): readonly (readonly string[])[] {
  if (models.length > MOST_TO_CHOOSE_FROM) return [models];
  const choices = Array.from({ length: 2 ** models.length }, (_, choice) =>
    models.filter((_, index) => (choice & (1 << index)) !== 0),
  );
  return choices.filter(({ length }) => length >= 3).sort((a, b) => a.length - b.length);
}
