import { execFileSync } from 'node:child_process';
import { link, mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStill } from './read-still.ts';
import { colorize, failureOf, scene, source, temporaryFolder, WIDTH } from './still-testing.ts';
import { type WriteStillOptions, writeStill } from './write-still.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let at: (name: string) => string;
beforeEach(async () => {
  temporary = await temporaryFolder();
  at = temporary.at;
});
afterEach(() => temporary.remove());

/** Reads, colours and writes with a small working picture, so that chroma is really enlarged. */
async function color(input: string, output: string, options?: WriteStillOptions) {
  const still = await readStill(at(input), { size: 48 });
  return writeStill(still, colorize(still.image), at(output), options);
}

describe('writeStill refuses, touches nothing and leaves nothing behind', () => {
  beforeEach(() => source(4, 255).png().toFile(at('in.png')));

  const check = async (code: string, message: RegExp, run: () => Promise<unknown>) => {
    const before = await temporary.list();
    const bytes = await Promise.all(before.map((name) => readFile(at(name))));
    const error = await failureOf(run());
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
    expect(await temporary.list()).toEqual(before);
    expect(await Promise.all(before.map((name) => readFile(at(name))))).toEqual(bytes);
  };

  it('the input as output, by any name', async () => {
    await link(at('in.png'), at('hard.png'));
    await symlink('in.png', at('soft.png'));
    for (const name of ['in.png', 'hard.png', 'soft.png']) {
      await check('OPTION_INVALID', /is the input .* itself/, () => color('in.png', name, { overwrite: true }));
    }
  });

  it('a name that is taken', async () => {
    await writeFile(at('out.png'), 'mine');
    await check('OUTPUT_EXISTS', /exists already/, () => color('in.png', 'out.png'));
    await color('in.png', 'out.png', { overwrite: true });
    expect((await sharp(at('out.png')).metadata()).width).toBe(WIDTH);
  });

  it('a folder that is missing', () =>
    check('OUTPUT_UNWRITABLE', /its folder does not exist/, () => color('in.png', 'no/out.png')));

  it.each(['out.gif', 'out', 'out.pdf'])('the name %s', (name) =>
    check('OUTPUT_UNSUPPORTED', /ends in none of \.png/, () => color('in.png', name)),
  );

  it('transparency in a JPEG', () =>
    check('OUTPUT_UNSUPPORTED', /transparent parts, and JPEG holds none/, () => color('in.png', 'out.jpg')));

  it('but not alpha without transparency in a JPEG', async () => {
    await source(3, 255).ensureAlpha().png().toFile(at('opaque.png'));
    expect((await color('opaque.png', 'out.jpg')).hasAlpha).toBe(false);
  });

  it('a side too long for WebP', async () => {
    await sharp({ create: { width: 16_384, height: 1, channels: 3, background: 'gray' } })
      .png()
      .toFile(at('wide.png'));
    await check('OUTPUT_UNSUPPORTED', /more than a WEBP holds/, () => color('wide.png', 'out.webp'));
  });

  it.each([0, 101, 95.5])('a quality of %d', (quality) =>
    check('OPTION_INVALID', /options\.quality/, () => color('in.png', 'out.png', { quality })),
  );

  it('a colouring of another shape', () =>
    check('SHAPE_INVALID', /colored and still\.image must have the same shape/, async () => {
      const still = await readStill(at('in.png'), { size: 48 });
      return writeStill(still, (await readStill(at('in.png'), { size: 50 })).image, at('out.png'));
    }));

  it('a source that has changed or gone since it was read', async () => {
    const still = await readStill(at('in.png'));
    await utimes(at('in.png'), 1, 1);
    await check('INPUT_UNREADABLE', /has changed since it was read/, () =>
      writeStill(still, still.image, at('out.png')),
    );
  });

  it('a picture whose damage lies below what was read', async () => {
    const bytes = await source(3, 255).png().toBuffer();
    await writeFile(at('cut.png'), bytes);
    const still = await readStill(at('cut.png'));
    const { atime, mtime } = await stat(at('cut.png'));
    bytes.fill(0, bytes.length >> 1);
    await writeFile(at('cut.png'), bytes);
    await utimes(at('cut.png'), atime, mtime);
    const { size, mtimeNs } = await stat(at('cut.png'), { bigint: true });
    const same = { ...still, original: { ...still.original, bytes: size, modifiedNanoseconds: mtimeNs } };
    await check('INPUT_UNREADABLE', /is damaged or cut short/, () => writeStill(same, still.image, at('out.png')));
  });

  it('to go on when aborted, in every phase', async () => {
    await sharp(scene(1500, 1200, 1, 255), { raw: { width: 1500, height: 1200, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toFile(at('large.png'));
    const still = await readStill(at('large.png'));
    const before = await temporary.list();
    for (const turns of [0, 1, 5, 20, 60, 150]) {
      const stop = new AbortController();
      const writing = failureOf(writeStill(still, still.image, at('out.png'), { signal: stop.signal }));
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      stop.abort();
      expect((await writing).code).toBe('ABORTED');
      // libvips ends its step in its own time; its files are gone soon after.
      while (sharp.counters().process > 0) await new Promise((resolve) => setImmediate(resolve));
      await expect.poll(() => temporary.list()).toEqual(before);
    }
  });

  // The intermediate picture takes 100 kB: 64 KiB don't hold it, 112 KiB hold it and then not the output as well.
  it.for([
    ['64k', 'png'],
    ['112k', 'png'],
    ['112k', 'tif'],
    ['112k', 'webp'],
    ['112k', 'jpg'],
  ] as const)('a disk of %s that gets full with a %s', async ([size, extension], context) => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) {
      return context.skip('needs root on Linux, to mount a small tmpfs');
    }
    await source(1, 255).png().toFile(at('gray.png'));
    const disk = at('disk');
    await mkdir(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk], { stdio: 'pipe' });
    } catch {
      return context.skip('this machine does not allow mounting a tmpfs');
    }
    try {
      const error = await failureOf(color('gray.png', `disk/out.${extension}`));
      expect([error.code, error.message]).toEqual(['DISK_FULL', expect.stringContaining('No space is left')]);
      expect(await readdir(disk)).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
