import { open, readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { readStill } from './read-still.ts';
import { colorize, temporaryFolder } from './still-testing.ts';
import { writeStill } from './write-still.ts';

const SIDE = 16_000;

// In a file of its own, because vitest gives each a process of its own, whose peak this is about.
it('colours 16000x16000 in less than 1.5 GB', async () => {
  const temporary = await temporaryFolder();
  try {
    await writeGrayTiff(temporary.at('in.tif'));
    let mostAnonymous = 0;
    const watch = setInterval(async () => {
      const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
      mostAnonymous = Math.max(mostAnonymous, Number(/RssAnon:\s*(\d+)/.exec(status)?.[1] ?? 0) / 1e6);
    }, 50);
    const still = await readStill(temporary.at('in.tif'));
    expect(still.image.shape).toEqual([480, 480, 3]);
    await writeStill(still, colorize(still.image), temporary.at('out.jpg'));
    clearInterval(watch);

    const peak = process.resourceUsage().maxRSS / 1e6;
    console.info(
      `16000x16000: peak ${peak.toFixed(2)} GB, of it at most ${mostAnonymous.toFixed(2)} GB not file-mapped`,
    );
    // 0.77 GB of the peak is the intermediate file as libvips maps it, which the system may drop at any time.
    expect(peak).toBeLessThan(1.5);
    // What can't be dropped: the test runner, Node, a band of rows. (An encoder that keeps all coefficients takes 3 GB.)
    expect(mostAnonymous).toBeLessThan(0.6);

    const written = await sharp(temporary.at('out.jpg'), { limitInputPixels: false })
      .extract({ left: 0, top: 100, width: SIDE, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(written.info).toMatchObject({ width: SIDE, height: 1, channels: 3 });
    // The slope of the first rows, white at the right end; 6 steps for JPEG at quality 95.
    const at = (SIDE - 200) * 3;
    const [r, g, b] = [written.data[at]!, written.data[at + 1]!, written.data[at + 2]!];
    expect(Math.abs(0.299 * r + 0.587 * g + 0.114 * b - ((SIDE - 200) * 256) / SIDE)).toBeLessThan(6);
  } finally {
    await temporary.remove();
  }
});

/** A gray TIFF without compression: a slope in its first 1000 rows, and a hole in the file for the rest (black). */
async function writeGrayTiff(file: string): Promise<void> {
  const rowsPerStrip = 16;
  const strips = SIDE / rowsPerStrip;
  const pixels = 16_384;
  const offsets = 1024;
  const counts = offsets + strips * 4;
  const tags = [
    [256, 4, 1, SIDE],
    [257, 4, 1, SIDE],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, strips, offsets],
    [277, 3, 1, 1],
    [278, 4, 1, rowsPerStrip],
    [279, 4, strips, counts],
  ] as const;
  const head = Buffer.alloc(pixels);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(tags.length, 8);
  tags.forEach(([tag, type, count, value], index) => {
    head.writeUInt16LE(tag, 10 + index * 12);
    head.writeUInt16LE(type, 12 + index * 12);
    head.writeUInt32LE(count, 14 + index * 12);
    head.writeUInt32LE(value, 18 + index * 12);
  });
  for (let strip = 0; strip < strips; strip++) {
    head.writeUInt32LE(pixels + strip * rowsPerStrip * SIDE, offsets + strip * 4);
    head.writeUInt32LE(rowsPerStrip * SIDE, counts + strip * 4);
  }
  const row = Buffer.from(Uint8Array.from({ length: SIDE }, (_, x) => (x * 256) / SIDE));
  const handle = await open(file, 'w');
  try {
    await handle.write(head);
    await handle.write(Buffer.concat(new Array<Buffer>(1000).fill(row)));
    await handle.truncate(pixels + SIDE * SIDE);
  } finally {
    await handle.close();
  }
}
