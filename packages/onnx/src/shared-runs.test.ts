import { HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { joinCalls, shareRuns, splitCalls } from './shared-runs.ts';
import type { Tensors } from './tensor.ts';

/** A session whose runs end when they are told to. */
function fakeSession() {
  const runs: { feeds: Tensors; signal: AbortSignal; finish(): void; fail(error: unknown): void }[] = [];
  return {
    runs,
    run(feeds: Tensors, { signal }: { signal?: AbortSignal } = {}) {
      return new Promise<Tensors>((resolve, reject) => {
        signal!.addEventListener('abort', () => reject(new HavcError('ABORTED', 'stopped')));
        runs.push({ feeds, signal: signal!, finish: () => resolve(feeds), fail: reject });
      });
    },
  };
}

const picture = (code: number): Tensors => ({ rgb: { data: Uint8Array.of(code, code, code), shape: [1, 1, 3] } });
const codesOf = (feeds: Tensors | undefined) => Object.values(feeds ?? {}).map(({ data }) => data[0]);
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('shareRuns', () => {
  it('sends calls made in one go together, and gives each its own result', async () => {
    const session = fakeSession();
    const run = shareRuns(session, 3);
    const results = [1, 2, 3].map((code) => run(picture(code), undefined));
    await settled();
    expect(session.runs.map(({ feeds }) => codesOf(feeds))).toEqual([[1, 2, 3]]);
    session.runs[0]!.finish();
    expect((await Promise.all(results)).map(({ rgb }) => rgb!.data[0])).toEqual([1, 2, 3]);
  });

  it('sends a single picture at once where nothing is under way', async () => {
    const session = fakeSession();
    void shareRuns(session, 8)(picture(1), undefined);
    await settled();
    expect(session.runs).toHaveLength(1);
  });

  it('lets further pictures gather while a run is under way, and sends full runs ahead', async () => {
    const session = fakeSession();
    const run = shareRuns(session, 2);
    void run(picture(1), undefined);
    await settled();
    void run(picture(2), undefined);
    await settled();
    expect(session.runs).toHaveLength(1);
    for (const code of [3, 4]) void run(picture(code), undefined);
    await settled();
    expect(session.runs.map(({ feeds }) => codesOf(feeds))).toEqual([[1], [2, 3]]);
    session.runs[0]!.finish();
    await settled();
    expect(session.runs).toHaveLength(2);
    session.runs[1]!.finish();
    await settled();
    expect(codesOf(session.runs[2]?.feeds)).toEqual([4]);
  });

  it('sends every call by itself with a batch of one', async () => {
    const session = fakeSession();
    const run = shareRuns(session, 1);
    for (const code of [1, 2]) void run(picture(code), undefined);
    await settled();
    expect(session.runs.map(({ feeds }) => codesOf(feeds))).toEqual([[1], [2]]);
  });

  it('leaves out a waiting picture that nobody wants any more', async () => {
    const session = fakeSession();
    const run = shareRuns(session, 2);
    void run(picture(1), undefined);
    await settled();
    const stop = new AbortController();
    const unwanted = run(picture(2), stop.signal);
    stop.abort();
    await expect(unwanted).rejects.toMatchObject({ code: 'ABORTED' });
    void run(picture(3), undefined);
    session.runs[0]!.finish();
    await settled();
    expect(codesOf(session.runs[1]?.feeds)).toEqual([3]);
  });

  it('stops a run when all its pictures are unwanted, and not before', async () => {
    const session = fakeSession();
    const run = shareRuns(session, 2);
    const stops = [new AbortController(), new AbortController()];
    const calls = stops.map(({ signal }, code) => run(picture(code), signal));
    await settled();
    stops[0]!.abort();
    await expect(calls[0]).rejects.toMatchObject({ code: 'ABORTED' });
    expect(session.runs[0]!.signal.aborted).toBe(false);
    stops[1]!.abort();
    await expect(calls[1]).rejects.toMatchObject({ code: 'ABORTED' });
    expect(session.runs[0]!.signal.aborted).toBe(true);
  });

  it('tells everyone of a run that it failed, and goes on with the next', async () => {
    const session = fakeSession();
    const run = shareRuns(session, 2);
    const calls = [1, 2, 3].map((code) => run(picture(code), undefined));
    await settled();
    session.runs[0]!.fail(new HavcError('INFERENCE_FAILED', 'lost'));
    await expect(calls[0]).rejects.toThrow('lost');
    await expect(calls[1]).rejects.toThrow('lost');
    session.runs[1]!.finish();
    expect((await calls[2])!['rgb']!.data[0]).toBe(3);
  });

  it('refuses a call that was stopped before it began', async () => {
    const session = fakeSession();
    await expect(shareRuns(session, 2)(picture(1), AbortSignal.abort())).rejects.toMatchObject({ code: 'ABORTED' });
    await settled();
    expect(session.runs).toHaveLength(0);
  });
});

describe('joinCalls', () => {
  it('keeps calls apart that have other tensors beside each other, and gives them back', () => {
    const calls = [picture(1), { ...picture(2), 'hint.ab': picture(3)['rgb']! }, picture(4)];
    const joined = joinCalls(calls);
    expect(Object.keys(joined)).toEqual(['0.rgb', '1.rgb', '1.hint.ab', '2.rgb']);
    expect(splitCalls(joined)).toEqual(calls);
  });
});
