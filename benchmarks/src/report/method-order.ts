import type { MethodKind } from '../methods/method.ts';
import type { MethodColors, PairedDifference } from '../results/color-results.ts';
import { isNumber } from './page/format.ts';
import type { ThemeName } from './page/theme.ts';

/** The colour of each kind of method, the same in all plots. */
const KIND_COLORS: Readonly<Record<MethodKind, ThemeName>> = {
  truth: 'ink',
  gray: 'gray',
  panel: 'purple',
  model: 'blue',
  preset: 'green',
  recipe: 'orange',
  merge: 'yellow',
  film: 'sky',
};

/** The colour of a kind of method. */
export function kindColor(kind: MethodKind): ThemeName {
  return KIND_COLORS[kind] ?? 'gray';
}

/** The kinds that are among methods, in a fixed order. */
export function kindsOf(methods: readonly { readonly kind: MethodKind }[]): readonly MethodKind[] {
  const there = new Set(methods.map(({ kind }) => kind));
  return (Object.keys(KIND_COLORS) as MethodKind[]).filter((kind) => there.has(kind));
}

/** Whether it stands for comparison only, rather than being a method that is judged. */
export function isReference({ kind }: { readonly kind: MethodKind }): boolean {
  return kind === 'truth' || kind === 'gray';
}

/** All but the truth, the smallest mean deltaE first. */
export function byDeltaE(methods: readonly MethodColors[]): readonly MethodColors[] {
  const value = ({ mean }: MethodColors) => (isNumber(mean.deltaE) ? mean.deltaE : Number.POSITIVE_INFINITY);
  return methods.filter(({ kind }) => kind !== 'truth').sort((a, b) => value(a) - value(b));
}

/** The judged method with the smallest mean deltaE; undefined without one. */
export function nearestToTruth(methods: readonly MethodColors[]): MethodColors | undefined {
  return byDeltaE(methods).find((method) => !isReference(method));
}

/** How a method differs from another, where that was measured. */
export function differenceOf(
  differences: readonly PairedDifference[],
  of: string,
  against: string,
): PairedDifference | undefined {
  return differences.find((difference) => difference.of === of && difference.against === against);
}
