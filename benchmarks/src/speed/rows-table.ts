import type { Environment } from '../machine/environment.ts';
import { spread } from '../statistics/median.ts';
import { isMet, type Row, type Target } from './benchmark.ts';

/** The lines that say on what the benchmarks ran. */
export function environmentLines(environment: Environment): string[] {
  const { machine, cores, memoryGigabytes, system, node, ffmpeg, onnxruntime, load, date } = environment;
  return [
    `${machine}, ${cores} cores, ${memoryGigabytes} GB, ${system}, load ${load.toFixed(2)} before the run`,
    `Node ${node}, ffmpeg ${ffmpeg}, onnxruntime ${onnxruntime}, ${date}`,
  ];
}

/** The rows as a Markdown table that is aligned for a terminal too. */
export function tableLines(rows: readonly Row[]): string[] {
  const header = ['benchmark', 'what', 'measured', 'target', 'met', 'note'];
  const cells = rows.map((row) => [
    row.benchmark,
    row.measure,
    measured(row),
    targetText(row.target, row.unit),
    { true: 'yes', false: 'NO', undefined: '' }[`${isMet(row)}`],
    row.note ?? '',
  ]);
  const widths = header.map((title, column) => Math.max(title.length, ...cells.map((line) => line[column]!.length)));
  const line = (texts: readonly string[]) => `| ${texts.map((text, i) => text.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)];
}

/** One JSON object a row, each with all that it depends on. */
export function jsonLines(rows: readonly Row[], environment: Environment): string[] {
  return rows.map((row) => JSON.stringify({ ...row, met: isMet(row), environment }));
}

function measured({ value, unit, samples = [] }: Row): string {
  const around = samples.length > 1 ? ` (${samples.length}x, spread ${Math.round(100 * spread(samples))} %)` : '';
  return `${formatNumber(value)} ${unit}${around}`;
}

function targetText(target: Target | undefined, unit: string): string {
  if (!target) return '';
  return 'atMost' in target ? `<= ${target.atMost} ${unit}` : `>= ${target.atLeast} ${unit}`;
}

/** Three digits that count. */
function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 1e-3))));
  return value.toFixed(digits);
}
