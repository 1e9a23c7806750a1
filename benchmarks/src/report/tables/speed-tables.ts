import type { Samples } from '../../results/samples.ts';
import { type Roofline, SPEED_STAGES, type SpeedResults, type Throughput } from '../../results/speed-results.ts';
import { isMet, type Row } from '../../speed/benchmark.ts';
import { formatBytes, formatPercent, formatSignificant, isNumber } from '../page/format.ts';
import { roofOf } from '../plots/roofline-bars.ts';
import {
  type Cell,
  fixedCell,
  percentCell,
  type ReportTable,
  significantCell,
  textCell,
  withoutEmptyColumns,
} from './report-table.ts';

/** How fast films are coloured, end to end; the fastest first. */
export function throughputTable(throughput: readonly Throughput[]): ReportTable {
  return withoutEmptyColumns({
    title: 'Whole runs.',
    reading:
      'From a film to a film, models warm: medians, and in brackets how far the repeats lie apart. ' +
      'More frames a second are better. A ratio above 1 is faster than the peer, which ran beside it.',
    columns: [
      { title: 'method' },
      { title: 'film', hint: 'Its size, pixels' },
      { title: 'frames', isNumber: true },
      { title: 'colours at', isNumber: true, hint: 'Shorter side at which colours are made, pixels' },
      { title: 'device' },
      { title: 'frames a second', isNumber: true },
      { title: 'wall s', isNumber: true },
      { title: 'CPU s', isNumber: true, hint: 'All processors, all processes' },
      { title: 'first frame s', isNumber: true, hint: 'From the start of the process, models loaded meanwhile' },
      { title: 'memory', isNumber: true, hint: 'Resident, all processes, at its highest' },
      { title: 'J a frame', isNumber: true, hint: 'Energy, where the system tells it' },
      { title: 'against its peer', isNumber: true },
      { title: 'peer' },
    ],
    rows: fastestFirst(throughput).map((run) => ({
      cells: [
        textCell(run.label),
        textCell(`${run.width} × ${run.height}`),
        fixedCell(run.frames, 0),
        run.workingSize > 0 ? fixedCell(run.workingSize, 0) : textCell('as the film'),
        textCell(`${run.device} ${run.precision}`),
        samplesCell(run.framesPerSecond),
        samplesCell(run.wallSeconds),
        samplesCell(run.cpuSeconds),
        significantCell(run.firstFrameSeconds),
        bytesCell(run.peakMemory),
        significantCell(run.joules && run.frames > 0 ? run.joules.median / run.frames : undefined),
        ratioCell(run.peer?.ratio),
        textCell(run.peer?.name ?? ''),
      ],
    })),
    sortedBy: { column: 5, direction: 'descending' },
  });
}

/** In the order of frames a second. */
export function fastestFirst(throughput: readonly Throughput[]): readonly Throughput[] {
  return [...throughput].sort((a, b) => b.framesPerSecond.median - a.framesPerSecond.median);
}

/** Milliseconds a frame by stage. */
export function stagesTable(throughput: readonly Throughput[]): ReportTable {
  const runs = throughput.filter(({ stages }) => stages.length > 0);
  const used = SPEED_STAGES.filter((stage) => runs.some(({ stages }) => stages.some((time) => time.stage === stage)));
  return {
    title: 'Milliseconds a frame by stage.',
    reading: 'Each stage alone, by the clock.',
    columns: [
      { title: 'method' },
      { title: 'film' },
      ...used.map((stage) => ({ title: stage, isNumber: true })),
      { title: 'sum', isNumber: true },
    ],
    rows: runs.map(({ label, width, height, stages }) => ({
      cells: [
        textCell(label),
        textCell(`${width} × ${height}`),
        ...used.map((stage) => {
          const time = stages.find((candidate) => candidate.stage === stage);
          return time ? fixedCell(1000 * time.secondsPerFrame, 2) : textCell('');
        }),
        fixedCell(1000 * stages.reduce((sum, { secondsPerFrame }) => sum + secondsPerFrame, 0), 2),
      ],
    })),
  };
}

/** What each network reaches of what the machine can do. */
export function rooflinesTable(rooflines: readonly Roofline[]): ReportTable {
  return withoutEmptyColumns({
    title: 'Networks against the machine.',
    reading:
      'Operations are counted from the graph, a multiply-add as two. The peak and the bandwidth were measured in the same run; ' +
      'the roof is the peak, or what the bandwidth lets through where that is less.',
    columns: [
      { title: 'model' },
      { title: 'input', isNumber: true, hint: 'Side of the square it sees, pixels' },
      { title: 'device' },
      { title: 'Gflop', isNumber: true, hint: 'Of one picture' },
      { title: 'ms', isNumber: true, hint: 'Median of one picture' },
      { title: 'Gflop/s', isNumber: true },
      { title: 'roof', isNumber: true, hint: 'Gflop/s' },
      { title: 'of the roof', isNumber: true },
      { title: 'of the peak', isNumber: true },
      { title: 'peak', hint: 'What gave it' },
      { title: 'against its peer', isNumber: true },
      { title: 'peer' },
    ],
    rows: rooflines.map((line) => ({
      cells: [
        textCell(line.model),
        fixedCell(line.inputSize, 0),
        textCell(`${line.device} ${line.precision}`),
        significantCell(line.gigaflop),
        significantCell(1000 * line.seconds.median, spreadRemark(line.seconds)),
        significantCell(line.gigaflopPerSecond),
        significantCell(roofOf(line)),
        percentCell(line.gigaflopPerSecond / roofOf(line)),
        percentCell(line.fraction),
        textCell(line.peakFrom ?? ''),
        ratioCell(line.peer?.ratio),
        textCell(line.peer?.name ?? ''),
      ],
    })),
  });
}

/** Numbers that have targets, and those that explain them. */
export function targetsTable(rows: SpeedResults['rows']): ReportTable {
  return withoutEmptyColumns({
    title: 'Numbers with targets.',
    reading: 'Medians, and in brackets how far the repeats lie apart.',
    columns: [
      { title: 'benchmark' },
      { title: 'what' },
      { title: 'measured', isNumber: true },
      { title: 'unit' },
      { title: 'target', isNumber: true },
      { title: 'met' },
      { title: 'note' },
    ],
    rows: rows.map((row) => ({
      cells: [
        textCell(row.benchmark),
        textCell(row.measure),
        significantCell(row.value, spreadOfValues(row.samples)),
        textCell(row.unit),
        targetCell(row),
        metCell(row),
        textCell(row.note ?? ''),
      ],
    })),
  });
}

function targetCell({ target }: Row): Cell {
  if (!target) return textCell('');
  const [sign, value] = 'atMost' in target ? ['≤', target.atMost] : ['≥', target.atLeast];
  return { text: `${sign} ${formatSignificant(value)}`, value };
}

function metCell(row: Row): Cell {
  const met = isMet(row);
  if (met === undefined) return textCell('');
  return met ? textCell('met', { tone: 'good' }) : textCell('missed', { tone: 'bad' });
}

function samplesCell(samples: Samples | undefined): Cell {
  return samples ? significantCell(samples.median, spreadRemark(samples)) : textCell('');
}

function spreadRemark({ spread, values }: Samples): Pick<Cell, 'remark'> {
  return values.length > 1 && isNumber(spread) ? { remark: `(${formatPercent(spread)})` } : {};
}

function spreadOfValues(values: readonly number[] | undefined): Pick<Cell, 'remark'> {
  if (!values || values.length < 2) return {};
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  return middle === 0 ? {} : { remark: `(${formatPercent((sorted.at(-1)! - sorted[0]!) / Math.abs(middle))})` };
}

function ratioCell(ratio: Samples | undefined): Cell {
  if (!ratio || !isNumber(ratio.median)) return textCell('');
  const tone = ratio.median >= 1 ? 'good' : 'bad';
  return { text: `${formatSignificant(ratio.median)} ×`, value: ratio.median, tone, ...spreadRemark(ratio) };
}

function bytesCell(bytes: number | undefined): Cell {
  return isNumber(bytes) ? { text: formatBytes(bytes), value: bytes } : textCell('');
}
