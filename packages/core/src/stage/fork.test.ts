import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fork } from './fork.ts';
import { zip } from './zip.ts';

async function* count(to: number, seen: { pulled: number; closed: boolean } = { pulled: 0, closed: false }) {
  try {
    for (let n = 0; n < to; n++) {
      seen.pulled++;
      yield n;
    }
  } finally {
    seen.closed = true;
  }
}

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

describe('fork', () => {
  it('gives every branch all elements in order, however they are read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(20), fc.array(fc.nat(2), { maxLength: 80 }), async (length, order) => {
        const branches = fork(count(length), 3);
        const got: number[][] = [[], [], []];
        for (const at of order) {
          const step = await branches[at]!.next();
          if (!step.done) got[at]!.push(step.value);
        }
        for (const [at, branch] of branches.entries()) got[at]!.push(...(await all(branch)));
        const whole = Array.from({ length }, (_, n) => n);
        expect(got).toEqual([whole, whole, whole]);
      }),
    );
  });

  it('reads no further than the furthest branch', async () => {
    const seen = { pulled: 0, closed: false };
    const [one, other] = fork(count(100, seen), 2);
    await one!.next();
    await one!.next();
    await other!.next();
    expect(seen.pulled).toBe(2);
    await Promise.all([one!.return(), other!.return()]);
  });

  it('reads each element once when branches ask at the same time', async () => {
    const seen = { pulled: 0, closed: false };
    const [one, other] = fork(count(5, seen), 2);
    const pairs = await all(zip(one!, other!));
    expect(pairs).toEqual([0, 1, 2, 3, 4].map((n) => [n, n]));
    expect(seen).toEqual({ pulled: 5, closed: true });
  });

  it('gives an error of the source to every branch, after what came before it', async () => {
    async function* failing() {
      yield 1;
      throw new Error('the source broke');
    }
    const [one, other] = fork(failing(), 2);
    expect((await one!.next()).value).toBe(1);
    await expect(one!.next()).rejects.toThrow('the source broke');
    expect((await other!.next()).value).toBe(1);
    await expect(other!.next()).rejects.toThrow('the source broke');
  });

  it('goes on for the others when one branch is left, and closes the source with the last', async () => {
    const seen = { pulled: 0, closed: false };
    const [one, other] = fork(count(10, seen), 2);
    await one!.next();
    await one!.return();
    expect((await other!.next()).value).toBe(0);
    expect((await other!.next()).value).toBe(1);
    expect(seen.closed).toBe(false);
    await other!.return();
    expect(seen.closed).toBe(true);
    expect(seen.pulled).toBe(2);
  });

  it.each([0, 1.5, Number.NaN])('refuses %s branches', (branches) => {
    expect(() => fork(count(1), branches)).toThrow('count must be a whole number from 1');
  });
});
