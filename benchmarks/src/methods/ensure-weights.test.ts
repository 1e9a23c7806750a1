import type { ModelStore } from '@havc/weights';
import { describe, expect, it } from 'vitest';
import { ensureWeights } from './ensure-weights.ts';
import { modelMethod, presetMethod } from './read-methods.ts';

const storeWith = (...there: readonly string[]): Pick<ModelStore, 'list'> => ({
  list: async () =>
    ['deoldify-video', 'ddcolor-artistic'].map((id) => ({
      entry: { id },
      state: there.includes(id) ? 'ready' : 'partial',
    })) as unknown as Awaited<ReturnType<ModelStore['list']>>,
});

describe('ensureWeights', () => {
  it('is content with methods that need none, or whose weights are there', async () => {
    await ensureWeights([modelMethod('compact')], storeWith());
    await ensureWeights([presetMethod('medium')], storeWith('deoldify-video', 'ddcolor-artistic'));
  });

  it('names each missing file once, and the command that gets them', async () => {
    const methods = [modelMethod('compact'), presetMethod('medium'), modelMethod('ddcolor-artistic')];
    await expect(ensureWeights(methods, storeWith('deoldify-video'))).rejects.toMatchObject({
      code: 'MODEL_MISSING',
      message: expect.stringMatching(
        /^preset medium, ddcolor-artistic: .*`havc models fetch ddcolor-artistic` gets them/,
      ),
      details: { models: ['ddcolor-artistic'] },
    });
  });
});
