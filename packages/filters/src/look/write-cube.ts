import { HavcError } from '@havc/core';
import { ensureLut, type Lut, type LutTable } from './lut.ts';

/**
 * The text of a `.cube` file that says the same LUT: what `parseCube` reads back is equal to the last bit.
 *
 * A LUT with curves and a lattice is written as DaVinci Resolve does, with input ranges; others as Adobe's
 * specification says. Lines end in LF.
 *
 * @throws HavcError `OPTION_INVALID` for a LUT that isn't whole, whose title has quotes or more than one line, that
 * holds a number that isn't finite, or that has both tables and ranges that differ between channels.
 *
 * Source: Adobe, Cube LUT Specification 1.0 (2013).
 */
export function writeCube(lut: Lut): string {
  ensureLut(lut, 'lut');
  const { title, curves, lattice } = lut;
  const lines: string[] = [];
  if (title !== undefined) {
    // 240 characters and the keyword make the specification's longest line.
    if (title.length > 240 || /["\p{Cc}\u2028\u2029]/u.test(title)) {
      throw new HavcError('OPTION_INVALID', 'lut.title must be one line of at most 240 characters without quotes.');
    }
    lines.push(`TITLE "${title}"`);
  }
  if (curves) lines.push(`LUT_1D_SIZE ${curves.size}`);
  if (lattice) lines.push(`LUT_3D_SIZE ${lattice.size}`);
  if (curves && lattice) {
    lines.push(`LUT_1D_INPUT_RANGE ${range(curves, 'lut.curves')}`);
    lines.push(`LUT_3D_INPUT_RANGE ${range(lattice, 'lut.lattice')}`);
  } else {
    const { from, to } = (curves ?? lattice)!;
    if (from.some((value) => value !== 0)) lines.push(`DOMAIN_MIN ${from.join(' ')}`);
    if (to.some((value) => value !== 1)) lines.push(`DOMAIN_MAX ${to.join(' ')}`);
  }
  for (const table of [curves, lattice]) {
    for (let i = 0; table && i < table.values.length; i += 3) {
      lines.push(`${number(table.values[i]!)} ${number(table.values[i + 1]!)} ${number(table.values[i + 2]!)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The fewest digits that a 32-bit float is known by. */
function number(value: number): string {
  if (!Number.isFinite(value))
    throw new HavcError('OPTION_INVALID', `lut holds ${value}, which no .cube file can say.`);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

function range({ from, to }: LutTable, path: string): string {
  const [low, high] = [from[0], to[0]];
  if (from.every((value) => value === low) && to.every((value) => value === high)) return `${low} ${high}`;
  throw new HavcError('OPTION_INVALID', `${path} must have one input range for all channels to be written.`);
}
