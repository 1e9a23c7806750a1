import { listImages, readStill } from '@havc/media';
import { openMethod } from '../methods/open-method.ts';
import { modelMethod } from '../methods/read-methods.ts';
import { scoreColors } from '../metrics/score-colors.ts';
import type { ColorScores } from '../results/color-results.ts';
import type { GuardGroup } from './guard-group.ts';

const DELTA_E = 'built-in model, CIEDE2000';
const CHROMA = 'built-in model, chroma';

/** What the built-in model makes of the photographs, without their colours, against what they are. */
export const modelGroup: GuardGroup = {
  isTimed: false,
  dependsOnNode: false,
  definitions: [
    {
      ...{ name: DELTA_E, unit: '', direction: 'lower', margin: { absolute: 0.05 } },
      why: 'mean over the four photographs at working size; the same model differs by some thousandths between processors',
    },
    {
      ...{ name: CHROMA, unit: '', direction: 'higher', margin: { absolute: 0.1 } },
      why: 'mean CIELAB chroma of the same: grayer pictures often score a smaller CIEDE2000 and are no gain',
    },
  ],
  async measure({ photographs, say, signal }) {
    say('built-in model on the photographs');
    await using model = await openMethod(modelMethod('compact'), { device: 'cpu', signal }, false);
    const scores: ColorScores[] = [];
    for (const file of (await listImages(photographs)).images) {
      const { image } = await readStill(file);
      // The model sees lightness alone.
      scores.push(scoreColors(await model.colorize(image), image));
    }
    const mean = (of: 'deltaE' | 'chroma') => scores.reduce((sum, score) => sum + score[of], 0) / scores.length;
    return { [DELTA_E]: mean('deltaE'), [CHROMA]: mean('chroma') };
  },
};
