/** What tells the commands apart that make pictures out of pictures: they run in the same way. */
export interface Work {
  readonly command: 'colorize' | 'filter';
  /** What an output's name gets that isn't given: `film.color.mp4`. */
  readonly suffix: string;
  /** What has been done to a picture, in messages. */
  readonly done: string;
  /** What sees the working pictures, in messages. */
  readonly sees: string;
  /** Whether it is told where there are no colours to begin with. */
  readonly needsColors: boolean;
}

/** `havc colorize`. */
export const COLORIZE: Work = {
  ...{ command: 'colorize', suffix: 'color', done: 'coloured' },
  ...{ sees: 'the model sees', needsColors: false },
};

/** `havc filter`. */
export const FILTER: Work = {
  ...{ command: 'filter', suffix: 'filtered', done: 'filtered' },
  ...{ sees: 'the filters see', needsColors: true },
};
