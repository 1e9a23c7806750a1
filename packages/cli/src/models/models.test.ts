import { createRgbImage, HavcError } from '@havc/core';
import { DEVICES } from '@havc/onnx';
import { describe, expect, it } from 'vitest';
import { DEVICE_CHOICES, ensureModelName } from './catalogue.ts';
import { describeDevice } from './describe-device.ts';
import { loadModel } from './load-model.ts';

describe('ensureModelName', () => {
  it.each(['compact', 'identity'])('takes %s', (name) => {
    expect(() => ensureModelName(name)).not.toThrow();
  });

  it.each(['deoldify', '', 'Compact', 'constructor'])('refuses "%s" and lists what there is', (name) => {
    expect(() => ensureModelName(name)).toThrow(/There are: compact, identity\./);
  });
});

describe('loadModel', () => {
  it('gives identity, which changes nothing', async () => {
    const model = await loadModel('identity', { device: 'auto', film: true, signal: new AbortController().signal });
    const image = createRgbImage(2, 1, Uint8Array.of(1, 2, 3, 250, 251, 252));
    expect(await model.colorizer.colorize(image)).toBe(image);
    expect(model.notice).toBeUndefined();
  });

  it('stops before anything is loaded when the run was stopped', async () => {
    const error: unknown = await loadModel('compact', {
      device: 'cpu',
      film: false,
      signal: AbortSignal.abort(),
    }).catch((reason: unknown) => reason);
    expect(HavcError.is(error, 'ABORTED')).toBe(true);
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
