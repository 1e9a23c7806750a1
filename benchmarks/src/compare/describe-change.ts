import type { Change, ComparedRun, Comparison, Verdict } from './comparison.ts';

/** The parts in the order and under the names in which they are told. */
export const PART_TITLES = { color: 'Colours', stability: 'Stability over time', speed: 'Speed' } as const;

/** What is lost comes first. */
const ORDER: readonly Verdict[] = ['worse', 'slower', 'better', 'faster', 'changed', 'unsure', 'noise'];

/** Changes in the order in which they are told: losses, gains, changes, what is unsure, what is noise. Equal ones aren't told. */
export function toldChanges(changes: readonly Change[]): readonly Change[] {
  return ORDER.flatMap((verdict) => changes.filter((change) => change.verdict === verdict));
}

/** What a change comes to: `faster 1.23x`, `worse by 0.31 ± 0.12`, `within the noise (0.02 ± 0.12)`. */
export function describeChange({ verdict, difference, standardError, timesAsFast, unit }: Change): string {
  const noise = standardError === null ? '' : ` ± ${formatNumber(standardError)}`;
  const size = `${formatNumber(Math.abs(difference))}${noise}${unitText(unit)}`;
  const signed = `${difference < 0 ? '-' : '+'}${size}`;
  switch (verdict) {
    case 'better':
    case 'worse':
      return `${verdict} by ${size}`;
    case 'faster':
    case 'slower':
      return timesAsFast === null ? `${verdict} by ${size}` : `${verdict} ${times(timesAsFast)}`;
    case 'changed':
      return `changed by ${signed}`;
    case 'noise':
      return `within the noise (${timesAsFast === null ? signed : times(timesAsFast)})`;
    case 'unsure':
      return `can't be told (${timesAsFast === null ? signed : `${times(timesAsFast)} ${timesAsFast < 1 ? 'slower' : 'faster'}`})`;
    case 'equal':
      return 'equal';
  }
}

/** A value with its unit. */
export function describeValue(value: number, unit: string): string {
  return `${formatNumber(value)}${unitText(unit)}`;
}

/** `havc 0.1.0 on 2026-01-02: havc bench`. */
export function describeRun({ command, havc, environment: { date, machine } }: ComparedRun): string {
  return `havc ${havc}, ${date.slice(0, 10)}, ${machine}: ${command}`;
}

/** How many changes there are of each kind. */
export function describeCounts(counts: Comparison['counts']): string {
  const { better, worse, faster, slower, changed, noise, unsure, equal } = counts;
  const outside = `${better} better, ${worse} worse, ${faster} faster, ${slower} slower, ${changed} changed`;
  return `${outside}; ${noise} within the noise, ${unsure} can't be told, ${equal} equal.`;
}

function unitText(unit: string): string {
  if (unit === '') return '';
  return unit === 'x' ? 'x' : ` ${unit}`;
}

/** A factor above 1, whichever way. */
function times(factor: number): string {
  return `${formatNumber(factor < 1 ? 1 / factor : factor)}x`;
}

/** Three digits that count, at least two after the point for small numbers. */
function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e7 || size < 1e-4) return value.toExponential(1);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(size)));
  return value.toFixed(Math.min(size < 1 ? digits : 2, digits));
}
