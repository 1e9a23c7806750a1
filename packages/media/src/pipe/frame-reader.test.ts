import { PassThrough, Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BufferPool } from './buffer-pool.ts';
import { FrameReaders } from './frame-reader.ts';

/** Gives a stream some turns of the event loop to fill what wants to be filled. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await turn();
}

describe('FrameReaders', () => {
  it('cuts chunks of any size into frames of one size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.uint8Array({ maxLength: 400 }),
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 10 }),
        async (frameBytes, bytes, lengths) => {
          const chunks: Buffer[] = [];
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const length = lengths[i % lengths.length]!;
            chunks.push(Buffer.from(bytes.subarray(at, at + length)));
            at += length;
          }
          const pool = new BufferPool(frameBytes);
          const reader = new FrameReaders().add(Readable.from(chunks), frameBytes, pool);
          const frames: Buffer[] = [];
          for (let frame = await reader.next(); frame; frame = await reader.next()) {
            frames.push(Buffer.from(frame));
            pool.release(frame);
          }
          const whole = Math.floor(bytes.length / frameBytes);
          expect(frames).toHaveLength(whole);
          expect(Buffer.concat(frames)).toEqual(Buffer.from(bytes.subarray(0, whole * frameBytes)));
          expect(reader.partialBytes).toBe(bytes.length % frameBytes);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('reads a pipe to its end that nobody wants any more, however full it was', async () => {
    const stream = new PassThrough({ highWaterMark: 100 });
    const reader = new FrameReaders().add(stream, 10, new BufferPool(10));
    const ended = new Promise<void>((resolve) => stream.once('end', resolve));
    for (let n = 0; n < 50; n++) stream.write(Buffer.alloc(10));
    await settle();
    expect(stream.isPaused()).toBe(true);
    reader.discard();
    // What a process had still written, more than is read ahead.
    for (let n = 0; n < 50; n++) stream.write(Buffer.alloc(10));
    stream.end();
    await ended;
    expect(reader.waiting).toBe(0);
    expect(await reader.next()).toBeUndefined();
  });

  it('holds few frames in memory when nobody asks for them', async () => {
    const stream = new PassThrough({ highWaterMark: 100 });
    let written = 0;
    const write = (): void => {
      while (stream.write(Buffer.alloc(100))) written++;
      written++;
      stream.once('drain', write);
    };
    const reader = new FrameReaders().add(stream, 100, new BufferPool(100));
    write();
    await settle();
    expect(reader.waiting).toBeLessThanOrEqual(4);
    expect(written).toBeLessThan(12);
    // Reading goes on when somebody asks.
    for (let i = 0; i < 50; i++) expect(await reader.next()).toHaveLength(100);
    stream.destroy();
  });

  it('goes on reading a pipe that is ahead while another one is waited for', async () => {
    // A process that writes many frames to one pipe, and stops until they are taken, before the first to the other.
    const [ahead, behind] = [new PassThrough({ highWaterMark: 10 }), new PassThrough({ highWaterMark: 10 })];
    const readers = new FrameReaders();
    const first = readers.add(ahead, 10, new BufferPool(10));
    const second = readers.add(behind, 10, new BufferPool(10));
    const writer = (async () => {
      for (let i = 0; i < 50; i++) {
        if (!ahead.write(Buffer.alloc(10, i))) await new Promise((resolve) => ahead.once('drain', resolve));
      }
      for (let i = 0; i < 50; i++) behind.write(Buffer.alloc(10, i));
      ahead.end();
      behind.end();
    })();
    for (let i = 0; i < 50; i++) {
      const [a, b] = await Promise.all([first.next(), second.next()]);
      expect([a?.[0], b?.[0]]).toEqual([i, i]);
    }
    await writer;
    expect(await Promise.all([first.next(), second.next()])).toEqual([undefined, undefined]);
  });

  it.each<[string, (stream: PassThrough) => void]>([
    ['ends', (stream) => stream.end()],
    ['breaks', (stream) => stream.destroy(new Error('broken'))],
    ['is closed', (stream) => stream.destroy()],
  ])('gives nothing more when the pipe %s, and wakes who waits', async (_what, stop) => {
    const stream = new PassThrough();
    const reader = new FrameReaders().add(stream, 10, new BufferPool(10));
    const waiting = reader.next();
    stop(stream);
    expect(await waiting).toBeUndefined();
    expect(await reader.next()).toBeUndefined();
    expect(reader.ended).toBe(true);
  });
});

describe('BufferPool', () => {
  it('gives a buffer that came back before it makes another', () => {
    const pool = new BufferPool(16);
    const [a, b] = [pool.acquire(), pool.acquire()];
    expect(a).not.toBe(b);
    expect([a.byteLength, b.byteLength]).toEqual([16, 16]);
    pool.release(a);
    expect(pool.acquire()).toBe(a);
  });

  it('takes no buffer of another size, and none when it was cleared', () => {
    const pool = new BufferPool(16);
    const stranger = Buffer.alloc(8);
    pool.release(stranger);
    expect(pool.acquire()).not.toBe(stranger);
    const own = pool.acquire();
    pool.release(own);
    pool.clear();
    expect(pool.acquire()).not.toBe(own);
  });
});
