/** Of which source samples each output sample along one axis is made. */
export interface AxisTable {
  readonly outputs: number;
  /** At least as many source samples as any output sample takes: the distance between the weights of two outputs. */
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

/**
 * A table out of a function that says, output by output, what it is made of.
 *
 * @param span - the most shares that any output has, and the most source samples in a row that they come from.
 */
export function resampleTable(outputs: number, span: number, shares: Shares): ResampleTable {
  const starts = new Int32Array(outputs);
  const counts = new Int32Array(outputs);
  const weights = new Float64Array(outputs * span);
  // One output's shares.
  const indices = new Int32Array(span);
  const values = new Float64Array(span);
  let count = 0;
  const add: AddShare = (index, weight) => {
    indices[count] = index;
    values[count++] = weight;
  };
  for (let output = 0; output < outputs; output++) {
    count = 0;
    shares(output, add);
    let start = indices[0]!;
    let last = start;
    for (let i = 1; i < count; i++) {
      start = Math.min(start, indices[i]!);
      last = Math.max(last, indices[i]!);
    }
    const place = output * span - start;
    for (let i = 0; i < count; i++) weights[place + indices[i]!]! += values[i]!;
    starts[output] = start;
    counts[output] = last - start + 1;
  }
  return { outputs, span, starts, counts, weights };
}

/** The nearest index inside 0..length - 1: the edge sample goes on outside. */
export function clampIndex(index: number, length: number): number {
  return index < 0 ? 0 : index >= length ? length - 1 : index;
}
