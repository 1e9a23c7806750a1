/** How large made results are. */
export interface MadeResultsSize {
  readonly pictures: number;
  readonly methods: number;
  readonly films: number;
  readonly frames: number;
  readonly merges: number;
}

/** As many pictures as the published test set, and about as many methods as there may be. */
export const LARGE: MadeResultsSize = { pictures: 23, methods: 20, films: 2, frames: 240, merges: 60 };
/** Enough of everything. */
export const SMALL: MadeResultsSize = { pictures: 3, methods: 4, films: 1, frames: 40, merges: 6 };

/** A spread-out value around a middle, nearly normal: the mean of four even ones has a sixth of the range as its deviation. */
export function around(random: () => number, middle: number, width: number): number {
  return middle + width * ((random() + random() + random() + random()) / 2 - 1);
}
