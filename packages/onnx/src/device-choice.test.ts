import { HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { autoOrder, type Device, ensureDeviceChoice } from './device.ts';
import { type AttemptResult, chooseDevice } from './device-choice.ts';

/** Devices that work, with the time of a run; all others don't. */
function machine(works: Partial<Record<Device, number>>) {
  const tried: Device[] = [];
  const attempt = async (device: Device): Promise<AttemptResult<string>> => {
    tried.push(device);
    const runMs = works[device];
    if (runMs !== undefined) return { usable: true, session: `on ${device}`, runMs };
    return {
      usable: false,
      reason: `no ${device} here`,
      error: new HavcError('DEVICE_UNAVAILABLE', `no ${device} here`),
    };
  };
  return { attempt, tried };
}

const ORDER = ['cuda', 'webgpu', 'cpu'] as const;

describe('auto', () => {
  it.each<[string, Partial<Record<Device, number>>, Device, readonly Device[]]>([
    ['the first that works, and tries no further', { cuda: 1, webgpu: 1, cpu: 9 }, 'cuda', ['cuda']],
    ['cpu where nothing else works', { cpu: 9 }, 'cpu', ['cuda', 'webgpu', 'cpu']],
    ['webgpu when it is faster than cpu', { webgpu: 2, cpu: 9 }, 'webgpu', ['cuda', 'webgpu', 'cpu']],
    ['cpu when webgpu is slower, as an emulated one is', { webgpu: 90, cpu: 9 }, 'cpu', ['cuda', 'webgpu', 'cpu']],
    ['webgpu when cpu fails', { webgpu: 90 }, 'webgpu', ['cuda', 'webgpu', 'cpu']],
  ])('takes %s', async (_, works, expected, order) => {
    const { attempt, tried } = machine(works);
    const chosen = await chooseDevice('auto', attempt, ORDER);
    expect(chosen.device).toBe(expected);
    expect(chosen.session).toBe(`on ${expected}`);
    expect(tried).toEqual(order);
    const withoutReason = chosen.attempts.filter(({ reason }) => reason === undefined);
    expect(withoutReason).toEqual([{ device: expected, usable: true }]);
    expect(chosen.attempts.map(({ device }) => device).sort()).toEqual([...order].sort());
  });

  it('says by how much a device that works was slower', async () => {
    const { attempt } = machine({ webgpu: 90, cpu: 9 });
    const { attempts } = await chooseDevice('auto', attempt, ORDER);
    expect(attempts).toContainEqual({
      device: 'webgpu',
      usable: true,
      reason: 'slower than cpu: 90 against 9 ms a run',
    });
  });

  it('fails as cpu does when nothing works', async () => {
    const { attempt } = machine({});
    await expect(chooseDevice('auto', attempt, ORDER)).rejects.toThrow('no cpu here');
  });

  it.each<NodeJS.Platform>(['linux', 'darwin', 'win32', 'freebsd'])('comes to cpu last on %s', (platform) => {
    expect(autoOrder(platform).at(-1)).toBe('cpu');
  });
});

describe('a named device', () => {
  it('is taken, and no other is tried', async () => {
    const { attempt, tried } = machine({ cuda: 1, webgpu: 5 });
    expect((await chooseDevice('webgpu', attempt, ORDER)).device).toBe('webgpu');
    expect(tried).toEqual(['webgpu']);
  });

  it('is not replaced by another when it fails', async () => {
    const { attempt, tried } = machine({ cpu: 9 });
    await expect(chooseDevice('cuda', attempt, ORDER)).rejects.toThrow('no cuda here');
    expect(tried).toEqual(['cuda']);
  });

  it('is refused when there is none of that name', () => {
    expect(() => ensureDeviceChoice('gpu')).toThrow(/auto, cpu, cuda.*"gpu"/);
  });
});
