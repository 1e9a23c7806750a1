import { describe, expect, it } from 'vitest';
import { numbers, runGraph } from '../../onnx/src/testing/run-graph.ts';
import { addPositionCode, axisCode } from './position-code.ts';

describe('axisCode', () => {
  // Computed apart, in Python, from the formula.
  it.each([
    [0, 4, [1, 3.9e-7, 0.97792, 0.20899], [0.00018139268, 0.99999998]],
    [3, 4, [-1.57e-6, 1, -0.74609, 0.66584], [0.00072557067, 0.99999974]],
  ])('of position %d of %d begins and ends as the formula says', (position, positions, begin, end) => {
    const code = axisCode(position, positions);
    expect(code).toHaveLength(128);
    for (const [j, value] of begin.entries()) expect(code[j]).toBeCloseTo(value, 4);
    for (const [j, value] of end.entries()) expect(code[126 + j]).toBeCloseTo(value, 7);
  });
});

describe('addPositionCode', () => {
  it('tells the row in the first half and the column in the second', async () => {
    const x = numbers([2, 3, 5, 256]);
    // Built from sources there and from the package here: the same class, twice declared.
    const y = await runGraph(x, (value) => addPositionCode(value as never) as never);
    for (const [image, row, column] of [
      [0, 0, 0],
      [0, 2, 4],
      [1, 1, 3],
    ] as const) {
      const at = ((image * 3 + row) * 5 + column) * 256;
      const code = [...axisCode(row, 3), ...axisCode(column, 5)];
      for (const [c, value] of code.entries()) expect(y.data[at + c]).toBeCloseTo(x.data[at + c]! + value, 5);
    }
  });
});
