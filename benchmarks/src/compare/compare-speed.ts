import type { Samples } from '../results/samples.ts';
import type { Roofline, SpeedResults, Throughput } from '../results/speed-results.ts';
import type { Row } from '../speed/benchmark.ts';
import type { Change, PartComparison } from './comparison.ts';
import { judgeSamples, type SampleRule } from './judge-samples.ts';
import { matched } from './matched.ts';

const LOWER: SampleRule = { better: 'lower', isSpeed: true };
const HIGHER: SampleRule = { better: 'higher', isSpeed: true };
const LESS: SampleRule = { better: 'lower', isSpeed: false };

/**
 * What has become faster or slower.
 *
 * Where both runs have a ratio to the same peer, that is judged first: what slows a machine slows the peer too. Times,
 * rates, memory and energy are judged on one machine only, where it did little else.
 *
 * @param unlike - why times can't be compared; absent where they can.
 */
export function compareSpeed(before: SpeedResults, after: SpeedResults, unlike?: string): PartComparison {
  const throughput = matched(before.throughput, after.throughput, throughputName);
  const rooflines = matched(before.rooflines, after.rooflines, rooflineName);
  const rows = matched(before.rows, after.rows, rowName);
  const notes = throughput.pairs.flatMap(([first, second]) =>
    first.frames === second.frames
      ? []
      : [`${second.label}: the film had ${first.frames} frames, and has ${second.frames}; rates take its start in.`],
  );
  const names = (of: 'added' | 'removed') => [
    ...throughput[of].map(throughputName),
    ...rooflines[of].map(rooflineName),
    ...rows[of].map(rowName),
  ];
  return {
    changes: [
      ...throughput.pairs.flatMap(([first, second]) => compareThroughput(first, second, unlike)),
      ...rooflines.pairs.flatMap(([first, second]) => compareRoofline(first, second, unlike)),
      ...rows.pairs.map(([first, second]) => compareRow(first, second, unlike)),
    ],
    added: names('added'),
    removed: names('removed'),
    notes,
  };
}

function compareThroughput(before: Throughput, after: Throughput, unlike: string | undefined): Change[] {
  const subject = throughputName(after);
  const measured = (measure: string, unit: string, rule: SampleRule, value: (of: Throughput) => Samples | undefined) =>
    change({ subject, measure, unit }, value(before)?.values, value(after)?.values, { ...rule, unlike });
  const memory = ({ peakMemory }: Throughput) => (peakMemory === undefined ? undefined : [peakMemory / 1e6]);
  return [
    ...peerChange(subject, before.peer, after.peer),
    ...measured('frames a second', 'fps', HIGHER, ({ framesPerSecond }) => framesPerSecond),
    ...measured('processor time', 's', LOWER, ({ cpuSeconds }) => cpuSeconds),
    ...measured('energy', 'J', LESS, ({ joules }) => joules),
    ...change({ subject, measure: 'memory', unit: 'MB' }, memory(before), memory(after), { ...LESS, unlike }),
  ];
}

function compareRoofline(before: Roofline, after: Roofline, unlike: string | undefined): Change[] {
  const subject = rooflineName(after);
  const rule = { ...LOWER, unlike };
  return [
    ...peerChange(subject, before.peer, after.peer),
    ...change({ subject, measure: 'one picture', unit: 's' }, before.seconds.values, after.seconds.values, rule),
  ];
}

function peerChange(subject: string, before: Throughput['peer'], after: Throughput['peer']): Change[] {
  if (before === undefined || after === undefined || before.name !== after.name) return [];
  const about = { subject, measure: `speed in ${after.name}'s`, unit: 'x' };
  return change(about, before.ratio.values, after.ratio.values, HIGHER);
}

function compareRow(before: Row, after: Row, unlike: string | undefined): Change {
  const about = { subject: after.benchmark, measure: after.measure, unit: after.unit };
  const isRatio = after.unit === 'x';
  const rule: SampleRule = { ...rowRule(after), unlike: isRatio ? undefined : unlike };
  const [first, second] = [valuesOf(before), valuesOf(after)];
  return { ...about, standardError: null, ...judgeSamples(first, second, rule) };
}

/** A ratio has no samples of its own in rows: it is the median of ratios, or of what their samples come to. */
function valuesOf({ samples, value }: Row): readonly number[] {
  return samples !== undefined && samples.length > 0 ? samples : [value];
}

const TIMES = ['s', 'ms', 'us', 'ns'];
const RATES = ['fps', 'GFLOP/s', 'GB/s'];

/** What is good follows from the target; without one from the unit; and ratios are named for what is divided. */
function rowRule({ benchmark, target, unit, measure }: Row): SampleRule {
  const isSpeed = benchmark !== 'memory' && !unit.endsWith('B');
  if (target !== undefined) return { better: 'atMost' in target ? 'lower' : 'higher', isSpeed };
  if (TIMES.includes(unit)) return LOWER;
  if (RATES.includes(unit) || (unit === 'x' && measure.endsWith('/ ours'))) return HIGHER;
  if (unit.endsWith('B')) return LESS;
  return { better: 'neither', isSpeed: false };
}

function change(
  about: { readonly subject: string; readonly measure: string; readonly unit: string },
  before: readonly number[] | undefined,
  after: readonly number[] | undefined,
  rule: SampleRule,
): Change[] {
  if (before === undefined || after === undefined || before.length === 0 || after.length === 0) return [];
  return [{ ...about, standardError: null, ...judgeSamples(before, after, rule) }];
}

function throughputName({ label, width, height, workingSize, device, precision }: Throughput): string {
  const working = workingSize === 0 ? '' : ` at ${workingSize}`;
  return `${label}, ${width}x${height}${working}, ${device} ${precision}`;
}

function rooflineName({ model, inputSize, device, precision }: Roofline): string {
  return `${model} at ${inputSize}, ${device} ${precision}`;
}

function rowName({ benchmark, measure }: Row): string {
  return `${benchmark}: ${measure}`;
}
