import { DEVICES } from '@havc/onnx';
import { OFFICIAL_WEIGHTS } from '@havc/weights';
import { describe, expect, it } from 'vitest';
import { DEVICE_CHOICES, ensureModelName, isFullModel, MODELS } from './catalogue.ts';
import { describeDevice } from './describe-device.ts';

describe('ensureModelName', () => {
  it.each(['compact', 'identity', 'deoldify-video', 'ddcolor-tiny', 'siggraph17'])('takes %s', (name) => {
    expect(() => ensureModelName(name)).not.toThrow();
  });

  it.each(['deoldify', '', 'Compact', 'constructor'])('refuses "%s" and lists what there is', (name) => {
    expect(() => ensureModelName(name)).toThrow(/There are: compact, deoldify-video, .*, identity\./);
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
