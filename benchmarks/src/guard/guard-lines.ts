import { type GuardReport, type GuardResult, type GuardState, majorOf } from './run-guard.ts';

const WORDS: Readonly<Record<GuardState, string>> = {
  ok: 'ok',
  gained: 'ok, gained: --update keeps it',
  lost: 'LOST',
  new: 'new: not guarded before --update',
  missing: 'not measured here',
  unlike: 'NOT MEASURED: another Node',
};

/** What the guard has found, for a terminal: a line a number, then why each lost one matters, then the verdict. */
export function guardLines(report: GuardReport): readonly string[] {
  const { results, environment, made, isUpdated, isPassed, seconds } = report;
  const lost = results.filter(({ state }) => state === 'lost');
  const time = `${Math.round(seconds)} s`;
  const lines = [...table(results, isUpdated)];
  if (isUpdated) return [...lines, `The baseline was written anew: ${results.length} numbers, ${time}.`];
  for (const { name, why } of lost) lines.push(`${name}: ${why}`);
  if (made && results.some(({ state }) => state === 'unlike')) {
    const wanted = `take Node ${majorOf(made.node).slice(1)} to measure kernels`;
    lines.push(
      `The baseline was made with Node ${made.node}, this is ${environment.node}, which compiles their peers otherwise: ${wanted}.`,
    );
  }
  if (isPassed) return [...lines, `Nothing is lost: ${time}.`];
  lines.push(`${lost.length} of ${results.length} numbers are lost beyond their margins: ${time}.`);
  return [...lines, 'Where a loss is meant, make it the baseline with --update, and say why in the commit.'];
}

function table(results: readonly GuardResult[], isUpdated: boolean): readonly string[] {
  const rows = results.map(({ name, unit, direction, state, baseline, now, limit, tries }) => [
    name,
    number(baseline, unit),
    number(now, unit),
    limit === null ? '' : `${direction === 'higher' ? 'at least' : 'at most'} ${number(limit, unit)}`,
    isUpdated ? '' : `${WORDS[state]}${tries > 1 ? ` (best of ${tries})` : ''}`,
  ]);
  const cells = [['what', 'baseline', 'now', 'allowed', ''], ...rows];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

function number(value: number | null, unit: string): string {
  if (value === null) return '-';
  return `${Number(value.toPrecision(4))}${unit === 'x' ? 'x' : unit === '' ? '' : ` ${unit}`}`;
}
