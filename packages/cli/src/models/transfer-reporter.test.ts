import type { StoreEvent } from '@havc/weights';
import { describe, expect, it } from 'vitest';
import { createMemoryStream } from '../testing/memory-stream.ts';
import { createTransferReporter } from './transfer-reporter.ts';

const start: StoreEvent = {
  event: 'transfer-start',
  id: 'made',
  from: 'https://a.example/made',
  bytes: 0,
  totalBytes: 100e6,
};
const done = (
  bytes: number,
  totalBytes: number | null = 100e6,
  work: 'transfer' | 'check' = 'transfer',
): StoreEvent => ({
  event: 'bytes-done',
  id: 'made',
  work,
  bytes,
  totalBytes,
});

describe('the reporter of transfers', () => {
  it('writes a line every five seconds into a log', async () => {
    const stream = createMemoryStream();
    let now = 0;
    const reporter = await createTransferReporter(stream, { quiet: false, now: () => now });
    reporter.tell(start);
    for (let second = 0; second <= 12; second++) {
      now = second * 1000;
      reporter.tell(done(second * 8e6));
    }
    reporter.say('made is here.');
    expect(stream.text().trimEnd().split('\n')).toEqual([
      'From https://a.example/made (100 MB).',
      '40 MB of 100 MB (40%), 8.0 MB/s, 0:08 left, made',
      '80 MB of 100 MB (80%), 8.0 MB/s, 0:03 left, made',
      'made is here.',
    ]);
  });

  it('says why a transfer goes on, waits or starts again', async () => {
    const stream = createMemoryStream();
    const reporter = await createTransferReporter(stream, { quiet: false });
    reporter.tell({ ...start, bytes: 40e6 });
    reporter.tell({ event: 'transfer-retry', id: 'made', message: 'a.example cut the connection.', waitMs: 2000 });
    reporter.tell({ event: 'transfer-retry', id: 'made', message: 'It was cut.', waitMs: 1 });
    reporter.tell({ event: 'address-failed', id: 'made', message: 'a.example has no such file.' });
    reporter.tell({ event: 'lock-wait', id: 'made' });
    expect(stream.text()).toBe(
      'From https://a.example/made, going on at 40 MB.\n' +
        'a.example cut the connection. Trying again in 2 s.\n' +
        'It was cut. Trying again.\n' +
        'a.example has no such file.\n' +
        'Another process is at work on made: waiting for it.\n',
    );
  });

  it('draws a bar on a terminal, and clears it before other lines', async () => {
    const stream = createMemoryStream({ columns: 80 });
    const reporter = await createTransferReporter(stream, { quiet: false });
    reporter.tell(done(50e6));
    await new Promise((resolve) => setTimeout(resolve, 250)); // the bar draws itself ten times a second
    reporter.tell(done(60e6, null, 'check'));
    await new Promise((resolve) => setTimeout(resolve, 250));
    reporter.close();
    reporter.close();
    expect(stream.text()).toContain('[==========          ] 50 MB of 100 MB (50%), made');
    expect(stream.text()).toContain('60 MB, checking made');
  });

  it('says nothing when quiet', async () => {
    const stream = createMemoryStream({ columns: 80 });
    const reporter = await createTransferReporter(stream, { quiet: true });
    reporter.tell(start);
    reporter.tell(done(50e6));
    reporter.say('made is here.');
    reporter.close();
    expect(stream.text()).toBe('');
  });
});
