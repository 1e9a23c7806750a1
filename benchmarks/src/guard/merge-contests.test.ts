import { expect, it } from 'vitest';
import { createMergeContests } from './merge-contests.ts';

it.each(createMergeContests(120, 90).map((contest) => [contest.kernel, contest] as const))(
  '%s and its peer give the same',
  (_, contest) => expect(contest.difference()).toBeLessThanOrEqual(contest.tolerance),
);
