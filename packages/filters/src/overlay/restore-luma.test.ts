import { replaceLuma } from '@havc/core';
import { expect, it } from 'vitest';
import { describeGolden, difference, readRgb } from '../../../core/src/testing/golden.ts';

describeGolden('filters/chroma_post_process', (golden) => {
  it.each(golden.cases)(
    "core's replaceLuma puts the original luma back as the original does, bit for bit: $name",
    async ({ inputs, output }) => {
      const [filtered, original] = await Promise.all(inputs.map((name) => readRgb(golden.path(name))));
      const restored = replaceLuma(original!, filtered!);
      expect(difference(restored, await readRgb(golden.path(output)))).toMatchObject({ max: 0 });
    },
  );
});
