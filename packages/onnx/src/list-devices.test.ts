import { HavcError } from '@havc/core';
import { expect, it } from 'vitest';
import { autoOrder, DEVICES } from './device.ts';
import { listDevices } from './list-devices.ts';

it('tells of every device once, those that auto tries first, with a reason for each that does not work', async () => {
  const attempts = await listDevices();
  expect(attempts.map(({ device }) => device).sort()).toEqual([...DEVICES].sort());
  expect(attempts.slice(0, autoOrder().length).map(({ device }) => device)).toEqual(autoOrder());
  for (const { usable, reason } of attempts)
    expect(usable ? reason === undefined : (reason ?? '').length > 10).toBe(true);
  expect(attempts).toContainEqual({ device: 'cpu', usable: true });
});

it('stops on its signal', async () => {
  const stop = new AbortController();
  const list = listDevices({ signal: stop.signal });
  stop.abort();
  const error: unknown = await list.catch((reason: unknown) => reason);
  expect(HavcError.is(error, 'ABORTED')).toBe(true);
});
