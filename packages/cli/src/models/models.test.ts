import { createRgbImage, HavcError } from '@havc/core';
import { DEVICES } from '@havc/onnx';
import { OFFICIAL_WEIGHTS } from '@havc/weights';
import { describe, expect, it } from 'vitest';
import { DEVICE_CHOICES, ensureModelName, isFullModel, MODELS, type ModelName } from './catalogue.ts';
import { describeDevice } from './describe-device.ts';
import { loadModel } from './load-model.ts';
import type { ModelSettings } from './model-settings.ts';

describe('ensureModelName', () => {
  it.each(['compact', 'identity', 'deoldify-video', 'ddcolor-tiny', 'siggraph17'])('takes %s', (name) => {
    expect(() => ensureModelName(name)).not.toThrow();
  });

  it.each(['deoldify', '', 'Compact', 'constructor'])('refuses "%s" and lists what there is', (name) => {
    expect(() => ensureModelName(name)).toThrow(/There are: compact, deoldify-video, .*, identity\./);
  });
});

describe('loadModel', () => {
  it('gives identity, which changes nothing', async () => {
    const model = await loadModel('identity', {
      ...{ device: 'auto', settings: {}, film: true, onNotice: () => {} },
      signal: new AbortController().signal,
    });
    const image = createRgbImage(2, 1, Uint8Array.of(1, 2, 3, 250, 251, 252));
    expect(await model.colorizer.colorize(image)).toBe(image);
    expect(model.notice).toBeUndefined();
  });

  it('stops before anything is loaded when the run was stopped', async () => {
    const error: unknown = await loadModel('compact', {
      device: 'cpu',
      settings: {},
      film: false,
      onNotice: () => {},
      signal: AbortSignal.abort(),
    }).catch((reason: unknown) => reason);
    expect(HavcError.is(error, 'ABORTED')).toBe(true);
  });
});

describe('the settings of full models', () => {
  const signal = new AbortController().signal;
  it.each<[ModelName, ModelSettings, string]>([
    ['compact', { renderFactor: 20 }, 'Model compact takes no --render-factor: leave it out, or choose another model.'],
    ['identity', { precision: 'fp16' }, 'Model identity takes no --precision'],
    ['compact', { videoBlend: 0 }, 'Model compact takes no --video-blend'],
  ])('are refused by %s, which has none', async (name, settings, message) => {
    const loading = loadModel(name, { device: 'cpu', settings, film: false, onNotice: () => {}, signal });
    await expect(loading).rejects.toThrow(message);
  });
});

describe('the catalogue of models', () => {
  it('calls each model that needs weights as the weights are called, and has one for each that can be used', () => {
    const full = MODELS.filter((model) => isFullModel(model.name)).map(({ name }) => name);
    const usable = OFFICIAL_WEIGHTS.filter((entry) => entry.usable === 'now').map(({ id }) => id);
    expect([...full].sort()).toEqual([...usable].sort());
  });
});

describe('describeDevice', () => {
  it('says which device was taken and why others were not', () => {
    const attempts = [
      { device: 'cuda', usable: false, reason: 'no driver was found.' },
      { device: 'webgpu', usable: true, reason: 'slower than cpu: 40 against 15 ms a run' },
      { device: 'cpu', usable: true },
    ] as const;
    expect(describeDevice('compact', 'cpu', attempts)).toBe(
      'Model compact runs on cpu; passed over: cuda: no driver was found; webgpu: slower than cpu: 40 against 15 ms a run.',
    );
    expect(describeDevice('compact', 'cpu', [{ device: 'cpu', usable: true }])).toBe('Model compact runs on cpu.');
  });

  it('cuts long reasons', () => {
    const line = describeDevice('compact', 'cpu', [{ device: 'cuda', usable: false, reason: 'x'.repeat(500) }]);
    expect(line.length).toBeLessThan(130);
  });
});

describe('DEVICE_CHOICES', () => {
  it('names the devices that there are', () => {
    expect([...DEVICE_CHOICES].sort()).toEqual(['auto', ...DEVICES].sort());
  });
});
