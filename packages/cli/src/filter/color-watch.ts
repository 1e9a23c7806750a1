import type { Frame, Stage } from '@havc/core';
import { hasColors } from './has-colors.ts';

/** So many frames without a colour are worth a word while there is time to stop. */
const FRAMES_BEFORE_A_WORD = 100;

const ADVICE = '`havc colorize` gives colours to what has none.';

/** Sees whether what comes in has colours, and says so where it has none. */
export interface ColorWatch {
  /** Lets frames pass as they are. */
  readonly stage: Stage;
  /** Says it of a film that was shorter than it takes to be sure. */
  end(): void;
}

/** Watches the frames of a film until the first that has colours. */
export function watchColors(tell: (message: string) => void): ColorWatch {
  let gray = 0;
  let isSettled = false;
  const look = ({ image }: Frame) => {
    if (hasColors(image)) isSettled = true;
    else if (++gray === FRAMES_BEFORE_A_WORD) {
      tell(`The first ${gray} frames have no colours to filter: ${ADVICE}`);
      isSettled = true;
    }
  };
  return {
    async *stage(frames) {
      for await (const frame of frames) {
        if (!isSettled) look(frame);
        yield frame;
      }
    },
    end() {
      if (!isSettled && gray > 0) tell(noColors('film'));
    },
  };
}

/** The word on what has no colours. */
export function noColors(what: 'film' | 'picture'): string {
  return `This ${what} has no colours to filter: ${ADVICE}`;
}

/** The word on pictures of which some have no colours. */
export function someWithoutColors(count: number, total: number): string {
  return `${count} of ${total} images ${count === 1 ? 'has' : 'have'} no colours to filter: ${ADVICE}`;
}
