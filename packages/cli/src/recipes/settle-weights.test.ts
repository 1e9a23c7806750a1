import { PassThrough } from 'node:stream';
import { HavcError } from '@havc/core';
import { presetRecipe } from '@havc/presets';
import { findWeights, type ModelStore, type StoredWeights } from '@havc/weights';
import { describe, expect, it } from 'vitest';
import { createLinesReporter } from '../progress/lines-reporter.ts';
import { createMemoryStream } from '../testing/memory-stream.ts';
import { type SettleWeightsContext, settleWeights } from './settle-weights.ts';

const medium = presetRecipe({ preset: 'medium' });

/** A store in which these are missing, and what was fetched from it. */
function storeWithout(...missing: string[]) {
  const fetched: string[] = [];
  const ids = ['deoldify-video', 'ddcolor-artistic', 'eccv16'];
  const store: Pick<ModelStore, 'list' | 'fetch'> = {
    list: async () =>
      ids.map((id): StoredWeights => {
        const entry = findWeights(id);
        return { entry, state: missing.includes(id) ? 'missing' : 'ready' } as StoredWeights;
      }),
    fetch: async (id) => {
      fetched.push(id);
      return {} as never;
    },
  };
  return { store: store as ModelStore, fetched };
}

function context(answer?: string, allowFallback = false): { context: SettleWeightsContext; said: () => string } {
  const stderr = createMemoryStream(answer === undefined ? {} : { columns: 80 });
  const stdin = Object.assign(new PassThrough(), { isTTY: answer !== undefined });
  stdin.end(answer);
  return {
    context: {
      streams: { stdin, stdout: createMemoryStream(), stderr },
      signal: new AbortController().signal,
      reporter: createLinesReporter(stderr, { progress: false }),
      allowFallback,
    },
    said: () => stderr.text(),
  };
}

const failure = (pending: Promise<unknown>) =>
  pending.then(
    () => undefined,
    (error: unknown) => error as HavcError,
  );

describe('settleWeights', () => {
  it('says nothing where all are there, or none is needed', async () => {
    const { store, fetched } = storeWithout('eccv16');
    const { context: terminal, said } = context('y\n');
    await settleWeights(medium, store, terminal);
    await settleWeights(presetRecipe({ preset: 'built-in' }), storeWithout('deoldify-video').store, terminal);
    expect(said()).toBe('');
    expect(fetched).toEqual([]);
  });

  it('fails without a terminal, with the one command that gets all that are missing', async () => {
    const { store, fetched } = storeWithout('deoldify-video', 'ddcolor-artistic', 'eccv16');
    const error = await failure(settleWeights(medium, store, context().context));
    expect(HavcError.is(error, 'MODEL_MISSING')).toBe(true);
    expect(error!.message).toMatch(
      /^medium needs weights that aren't here: deoldify-video \(874 MB, MIT\); ddcolor-art/,
    );
    expect(error!.message).toContain('`havc models fetch deoldify-video ddcolor-artistic` gets them, ');
    expect(error!.message).toContain('--allow-fallback colours with the built-in model instead.');
    expect(error!.details).toEqual({ models: ['deoldify-video', 'ddcolor-artistic'] });
    expect(fetched).toEqual([]);
  });

  it('offers on a terminal to fetch what is missing, with size, licence and time', async () => {
    const { store, fetched } = storeWithout('deoldify-video');
    const { context: terminal, said } = context('y\n');
    await settleWeights(medium, store, terminal);
    expect(fetched).toEqual(['deoldify-video']);
    // 874 MB at 50 Mbit a second are 140 s.
    expect(said()).toContain(
      "medium needs weights that aren't here: deoldify-video (874 MB, MIT). " +
        'Fetch them now, 874 MB, about 2:20 at 50 Mbit/s? [y/N] ',
    );
    expect(said()).toContain('deoldify-video is here.\n');
  });

  it.each(['n\n', '\n', ''])('fetches nothing when the answer is %j', async (answer) => {
    const { store, fetched } = storeWithout('deoldify-video');
    const error = await failure(settleWeights(medium, store, context(answer).context));
    expect(error!.code).toBe('MODEL_MISSING');
    expect(fetched).toEqual([]);
  });

  it('neither asks nor fails where the built-in model may stand in', async () => {
    const { store, fetched } = storeWithout('deoldify-video');
    const { context: terminal, said } = context('y\n', true);
    await settleWeights(medium, store, terminal);
    expect([said(), fetched]).toEqual(['', []]);
  });

  it('lets through what the fetch throws', async () => {
    const { store } = storeWithout('deoldify-video');
    const refused = new HavcError('LICENSE_REFUSED', 'no');
    const failing = { ...store, fetch: () => Promise.reject(refused) } as ModelStore;
    expect(await failure(settleWeights(medium, failing, context('yes\n').context))).toBe(refused);
  });
});
