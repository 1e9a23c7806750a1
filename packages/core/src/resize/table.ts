/** Of which source samples each output sample along one axis is made. */
export interface AxisTable {
  readonly outputs: number;
  /** Most source samples that any output sample takes: the distance between the weights of two outputs. */
  readonly span: number;
  /** First source sample of each output sample. */
  readonly starts: Int32Array;
  /** How many source samples in a row each output sample takes. */
  readonly counts: Int32Array;
}

/** And with which weights: `span` of them for each output. */
export interface ResampleTable extends AxisTable {
  readonly weights: Float64Array;
}

/** Takes one share of an output sample; shares of the same source sample add up. */
export type AddShare = (index: number, weight: number) => void;

/** Writes the shares of one output sample; indices must lie inside the source. */
export type Shares = (output: number, add: AddShare) => void;

/** A table out of a function that says, output by output, what it is made of. */
export function resampleTable(outputs: number, shares: Shares): ResampleTable {
  const starts = new Int32Array(outputs);
  const counts = new Int32Array(outputs);
  const all: number[][] = [];
  let span = 1;
  for (let output = 0; output < outputs; output++) {
    const indices: number[] = [];
    const values: number[] = [];
    shares(output, (index, weight) => {
      indices.push(index);
      values.push(weight);
    });
    const start = Math.min(...indices);
    const row = new Array<number>(Math.max(...indices) - start + 1).fill(0);
    for (let i = 0; i < indices.length; i++) row[indices[i]! - start]! += values[i]!;
    starts[output] = start;
    counts[output] = row.length;
    span = Math.max(span, row.length);
    all.push(row);
  }
  const weights = new Float64Array(outputs * span);
  for (let output = 0; output < outputs; output++) weights.set(all[output]!, output * span);
  return { outputs, span, starts, counts, weights };
}

/** The nearest index inside 0..length - 1: the edge sample goes on outside. */
export function clampIndex(index: number, length: number): number {
  return index < 0 ? 0 : index >= length ? length - 1 : index;
}
