import type { BaselineEntry } from './baseline.ts';

/** The worst value that is no loss. */
export function limitOf({ value, margin, direction }: Pick<BaselineEntry, 'value' | 'margin' | 'direction'>): number {
  const amount = 'relative' in margin ? margin.relative * Math.abs(value) : margin.absolute;
  return direction === 'higher' ? value - amount : value + amount;
}

/** Whether a number is beyond the margin on its bad side. What is no number is lost. */
export function isLost(entry: BaselineEntry, now: number): boolean {
  return !(entry.direction === 'higher' ? now >= limitOf(entry) : now <= limitOf(entry));
}

/** Whether a number is beyond the margin on its good side, so that the baseline no longer holds what was gained. */
export function isGained(entry: BaselineEntry, now: number): boolean {
  const { value, direction } = entry;
  const gained = 2 * value - limitOf(entry);
  return direction === 'higher' ? now > gained : now < gained;
}

/** The better of two values. */
export function betterOf(direction: BaselineEntry['direction'], first: number, second: number): number {
  if (Number.isNaN(first)) return second;
  if (Number.isNaN(second)) return first;
  return direction === 'higher' ? Math.max(first, second) : Math.min(first, second);
}
