import { expect, it } from 'vitest';
import { createGuardContests } from './guard-contests.ts';

it.each(createGuardContests(260, 258).map((contest) => [contest.kernel, contest] as const))(
  '%s and its peer give the same',
  (_, contest) => expect(contest.difference()).toBeLessThanOrEqual(contest.tolerance),
);
