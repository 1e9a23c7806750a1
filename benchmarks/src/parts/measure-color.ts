import type { BenchContext } from '../bench-context.ts';
import { type ColorOptions, runColor } from '../color/run-color.ts';
import type { ColorResults } from '../results/color-results.ts';
import type { PartSettings } from './part-settings.ts';

/** What is asked of the colour part. */
export type ColorPart = Pick<ColorOptions, 'truth' | 'testSet' | 'size' | 'limit' | 'merges'>;

/** How many pictures, or frames of a film, a quick run compares where nothing else is asked for. */
const QUICK_LIMIT = 12;

/** Measures colours; see {@link runColor}. Without pictures of one's own, those of the test set that the environment names. */
export async function measureColor(
  part: ColorPart,
  { methods, quick }: PartSettings,
  context: BenchContext,
): Promise<ColorResults> {
  const { truth, testSet, size, limit, merges } = part;
  const usual = truth === undefined ? process.env['HAVC_TESTSET_DIR'] || undefined : undefined;
  return runColor(
    {
      ...{ methods, truth, size, testSet: testSet ?? usual },
      limit: limit ?? (quick && truth !== undefined ? QUICK_LIMIT : undefined),
      // The merges take two minutes.
      merges: merges ?? !quick,
    },
    context,
  );
}
