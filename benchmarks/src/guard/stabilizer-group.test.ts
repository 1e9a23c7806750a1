import { expect, it } from 'vitest';
import { stabilizerGroup } from './stabilizer-group.ts';

it('leaves about what a mean over five frames leaves of random jumps', async () => {
  const { definitions, measure } = stabilizerGroup;
  const context = { photographs: '', scratch: '', say: () => {} };
  const { [definitions[0]!.name]: left } = await measure(context);
  // Two means over five frames share four of them: their difference is a fifth of that of two frames; deflicker takes
  // some of it, whole codes add some.
  expect(left).toBeGreaterThan(0.1);
  expect(left).toBeLessThan(0.3);
  expect(await measure(context)).toEqual({ [definitions[0]!.name]: left });
});
