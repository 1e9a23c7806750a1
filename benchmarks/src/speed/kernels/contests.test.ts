import { expect, it } from 'vitest';
import { createContests } from './contests.ts';

it.each(createContests(300, 260).map((contest) => [contest.kernel, contest] as const))(
  '%s and its peer give the same',
  (_, contest) => expect(contest.difference()).toBeLessThanOrEqual(contest.tolerance),
);
