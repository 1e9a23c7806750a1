import { HavcError } from '@havc/core';
import type { PictureFormat } from '../pictures/picture-format.ts';
import type { ReferenceNaming } from './export-request.ts';

/**
 * The name of a reference's file: `ref_001234.jpg`. Numbers from a million on have more digits.
 *
 * @param position - how many references come before it.
 * @throws HavcError `OPTION_INVALID` where the offset makes the number negative.
 */
export function referenceName(
  frame: number,
  position: number,
  { sequence, offset }: ReferenceNaming,
  format: PictureFormat,
): string {
  const number = (sequence ? position : frame) + offset;
  if (number < 0) {
    throw new HavcError(
      'OPTION_INVALID',
      `--offset-number ${offset} would give ${sequence ? `reference ${position}` : `frame ${frame}`} the number ` +
        `${number}, and names have none below 0: take ${-(sequence ? position : frame)} or more.`,
      { details: { option: '--offset-number' } },
    );
  }
  return `ref_${String(number).padStart(6, '0')}.${format}`;
}
