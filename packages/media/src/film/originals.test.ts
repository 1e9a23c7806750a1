import { describe, expect, it } from 'vitest';
import { BufferPool } from '../pipe/buffer-pool.ts';
import { Originals } from './originals.ts';

function originals(byteLength = 16) {
  const pool = new BufferPool(byteLength);
  const kept = new Originals(pool);
  const keep = (index: number) => {
    const luma = pool.acquire();
    kept.keep({ index, luma, pts: index * 10, duration: 10 });
    return luma;
  };
  return { pool, kept, keep };
}

describe('Originals', () => {
  it('gives each original once, by its index', () => {
    const { kept, keep } = originals();
    const luma = [0, 1, 2].map(keep);
    for (const index of [0, 1, 2])
      expect(kept.take(index)).toMatchObject({ index, pts: index * 10, luma: luma[index] });
    for (const gone of [0, 2, 7]) {
      expect(() => kept.take(gone)).toThrow(
        expect.objectContaining({ code: 'OPTION_INVALID', details: { index: gone } }),
      );
    }
  });

  it('frees those before the one that is taken', () => {
    const { pool, kept, keep } = originals();
    const luma = [0, 1, 2].map(keep);
    expect(kept.take(2).luma).toBe(luma[2]);
    // The buffers of frames 0 and 1 are used again before any new one is made.
    expect(new Set([pool.acquire(), pool.acquire()])).toEqual(new Set([luma[0], luma[1]]));
    expect(() => kept.take(1)).toThrow(/rising order/);
  });

  it('gives a buffer back for the next frame when it is released', () => {
    const { pool, kept, keep } = originals();
    const luma = keep(0);
    const original = kept.take(0);
    expect(pool.acquire()).not.toBe(luma);
    kept.release(original);
    expect(pool.acquire()).toBe(luma);
  });

  it('holds 768 MB at most: where nobody takes them, the oldest go', () => {
    // Buffers that no memory is touched of.
    const { kept, keep } = originals(100 << 20);
    for (let index = 0; index < 10; index++) keep(index);
    // Seven of 100 MB fit.
    expect(() => kept.take(2)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
    expect(kept.take(3).index).toBe(3);
    kept.clear();
    expect(() => kept.take(9)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  });
});
