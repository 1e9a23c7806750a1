import { HavcError } from '@havc/core';
import type { BandScore, ColorScores } from '../results/color-results.ts';
import { errorOfPsnr, psnrOfError } from './psnr.ts';

/**
 * What the scores of several pictures come to. Each picture counts the same, whatever its size.
 *
 * A band's deltaE is the mean over all its pixels, pictures being as large as each other: one without such pixels has no
 * say in it. The PSNR is that of the pictures' mean squared error, so that one that equals its truth (null) counts as an
 * error of 0, and doesn't make the whole infinite; it is null only where all equal theirs.
 *
 * @param scores - of at least one picture, all with the same bands.
 * @throws HavcError `OPTION_INVALID` for none.
 */
export function meanScores(scores: readonly ColorScores[]): ColorScores {
  if (scores.length === 0) {
    throw new HavcError('OPTION_INVALID', 'There are no scores to take a mean of: measure at least one picture.');
  }
  const mean = (value: (score: ColorScores) => number) =>
    scores.reduce((sum, score) => sum + value(score), 0) / scores.length;
  return {
    deltaE: mean(({ deltaE }) => deltaE),
    chroma: mean(({ chroma }) => chroma),
    colorfulness: mean((score) => score.colorfulness),
    coloredShare: mean(({ coloredShare }) => coloredShare),
    psnrAb: psnrOfError(mean(({ psnrAb }) => errorOfPsnr(psnrAb))),
    lumaBands: meanParts(scores.map(({ lumaBands }) => lumaBands)),
    hueSectors: meanParts(scores.map(({ hueSectors }) => hueSectors)),
  };
}

function meanParts(pictures: readonly (readonly BandScore[])[]): readonly BandScore[] {
  return pictures[0]!.map(({ name }, part) => {
    const found = pictures.map((parts) => parts[part]!);
    const shares = found.reduce((sum, { share }) => sum + share, 0);
    const deltaE = found.reduce((sum, band) => sum + band.share * (band.deltaE ?? 0), 0);
    return { name, share: shares / pictures.length, deltaE: shares === 0 ? null : deltaE / shares };
  });
}
