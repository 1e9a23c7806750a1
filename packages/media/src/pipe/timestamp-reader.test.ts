import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FrameStamp, TimestampReader } from './timestamp-reader.ts';

async function readAll(stream: Readable): Promise<FrameStamp[]> {
  const reader = new TimestampReader(stream);
  const stamps: FrameStamp[] = [];
  for (let stamp = await reader.next(); stamp; stamp = await reader.next()) stamps.push(stamp);
  return stamps;
}

const TEXT = `#software: Lavf59.27.100
#tb 0: 1/90000
0,          0,          0,     3600,       12, 0x2a7a0a5e
0,       3600,       7200,     3600,       12, 0x00000001, F=0x0
0,       7200,      -3600,        0,       12, 0x00000002
0, NOPTS, NOPTS, 3600, 12, 0x00000003
`;
const STAMPS: FrameStamp[] = [
  { pts: 0, duration: 3600, checksum: '0x2a7a0a5e' },
  { pts: 7200, duration: 3600, checksum: '0x00000001' },
  { pts: -3600, duration: undefined, checksum: '0x00000002' },
  { pts: undefined, duration: 3600, checksum: '0x00000003' },
];

describe('TimestampReader', () => {
  it('reads times, durations and checksums, and leaves comments out', async () => {
    expect(await readAll(Readable.from([Buffer.from(TEXT)]))).toEqual(STAMPS);
  });

  it('does so wherever the text is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(TEXT.length), { maxLength: 8 }), async (places) => {
        const cuts = [0, ...places.sort((a, b) => a - b), TEXT.length];
        const chunks = cuts.slice(1).map((cut, i) => Buffer.from(TEXT.slice(cuts[i], cut)));
        expect(await readAll(Readable.from(chunks.filter((chunk) => chunk.length > 0)))).toEqual(STAMPS);
      }),
      { numRuns: 100 },
    );
  });

  it('gives nothing more when the pipe breaks, also of a line that was begun', async () => {
    const stream = new PassThrough();
    const reader = new TimestampReader(stream);
    const waiting = reader.next();
    stream.write('0, 1, 1, 1');
    stream.destroy(new Error('broken'));
    expect(await waiting).toBeUndefined();
  });
});
