import { execFileSync } from 'node:child_process';
import { link, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HavcError } from '@havc/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureWritable, outputError, reserveOutput } from './output-file.ts';

// The one thing that can't be had for real here: a file system without hard links.
const hardLinks = vi.hoisted(() => ({ refusedWith: undefined as string | undefined }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return {
    ...real,
    link: (from: string, to: string) =>
      hardLinks.refusedWith === undefined
        ? real.link(from, to)
        : Promise.reject(Object.assign(new Error('refused'), { code: hardLinks.refusedWith })),
  };
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'havc-output-'));
});
afterEach(async () => {
  hardLinks.refusedWith = undefined;
  await rm(folder, { recursive: true, force: true });
});

const at = (name: string) => path.join(folder, name);
const codeOf = (pending: Promise<unknown>) =>
  pending.then(
    () => 'no error',
    (error: unknown) => (HavcError.is(error) ? error.code : String(error)),
  );

async function writeThrough(output: string, text: string, options?: Parameters<typeof reserveOutput>[1]) {
  await using reserved = await reserveOutput(output, options);
  await writeFile(reserved.temporaryPath, text);
  await reserved.commit();
  return reserved;
}

describe('ensureWritable', () => {
  it('leaves everything as it was', async () => {
    await ensureWritable(at('film.mp4'));
    await writeFile(at('old.mp4'), 'old');
    await ensureWritable(at('old.mp4'), { overwrite: true });
    expect(await readdir(folder)).toEqual(['old.mp4']);
    expect(await readFile(at('old.mp4'), 'utf8')).toBe('old');
  });

  it('says what would keep the output from being written', async () => {
    await writeFile(at('old.mp4'), 'old');
    expect(await codeOf(ensureWritable(at('old.mp4')))).toBe('OUTPUT_EXISTS');
    expect(await codeOf(ensureWritable(at('missing/film.mp4')))).toBe('OUTPUT_UNWRITABLE');
    expect(await codeOf(ensureWritable(at('old.mp4'), { overwrite: true, inputs: [at('old.mp4')] }))).toBe(
      'OPTION_INVALID',
    );
  });
});

describe('reserveOutput', () => {
  it('shows the output only after commit, and leaves nothing else behind', async () => {
    const reserved = await reserveOutput(at('film.color.mp4'));
    expect(path.basename(reserved.temporaryPath)).toMatch(/^\.film\.color\.[0-9a-f]{12}\.part\.mp4$/);
    await writeFile(reserved.temporaryPath, 'colours');
    expect(await readdir(folder)).toEqual([path.basename(reserved.temporaryPath)]);
    await reserved.commit();
    await reserved.commit();
    await reserved.discard();
    expect(await readdir(folder)).toEqual(['film.color.mp4']);
    expect(await readFile(at('film.color.mp4'), 'utf8')).toBe('colours');
  });

  it('removes the temporary file on discard, twice if asked', async () => {
    const reserved = await reserveOutput(at('film.mp4'));
    await reserved.discard();
    await reserved.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['a space and "quotes".mp4', '.mp4'],
    ['-leading-dash.mkv', '.mkv'],
    ['two\nlines.mov', '.mov'],
    ['Ünïcødé 🎞️ 映画.webm', '.webm'],
    [`${'n'.repeat(196)}.mp4`, '.mp4'],
    [`${'n'.repeat(251)}.mp4`, '.mp4'],
    [`${'映'.repeat(83)}.mp4`, '.mp4'],
    [`${'🎞'.repeat(62)}.png`, '.png'],
    ['shot_%05d.png', '.png'],
    ['no-extension', '.part'],
    ['.mp4', '.mp4'],
    [`a.${'x'.repeat(200)}`, '.part'],
  ])('takes the name %j and keeps its extension in the temporary one', async (name, extension) => {
    const reserved = await reserveOutput(at(name));
    const temporary = path.basename(reserved.temporaryPath);
    expect(path.dirname(reserved.temporaryPath)).toBe(folder);
    expect(Buffer.byteLength(temporary)).toBeLessThanOrEqual(255);
    expect(temporary.endsWith(extension)).toBe(true);
    expect(temporary).not.toMatch(/[%\n\uFFFD]/);
    await writeFile(reserved.temporaryPath, name);
    await reserved.commit();
    expect(await readdir(folder)).toEqual([name]);
  });

  it('refuses to replace a file unless told to', async () => {
    await writeFile(at('old.mp4'), 'old');
    expect(await codeOf(reserveOutput(at('old.mp4')))).toBe('OUTPUT_EXISTS');
    expect(await readFile(at('old.mp4'), 'utf8')).toBe('old');
    await writeThrough(at('old.mp4'), 'new', { overwrite: true });
    expect(await readFile(at('old.mp4'), 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['old.mp4']);
  });

  it.each([undefined, 'EPERM'])(
    'keeps a file that took the name meanwhile (hard links refused: %s)',
    async (refused) => {
      hardLinks.refusedWith = refused;
      const reserved = await reserveOutput(at('film.mp4'));
      await writeFile(reserved.temporaryPath, 'ours');
      await writeFile(at('film.mp4'), 'theirs');
      expect(await codeOf(reserved.commit())).toBe('OUTPUT_EXISTS');
      await reserved.discard();
      expect(await readdir(folder)).toEqual(['film.mp4']);
      expect(await readFile(at('film.mp4'), 'utf8')).toBe('theirs');
    },
  );

  it('works on a file system without hard links', async () => {
    hardLinks.refusedWith = 'EPERM';
    await writeThrough(at('film.mp4'), 'colours');
    expect(await readdir(folder)).toEqual(['film.mp4']);
    expect(await readFile(at('film.mp4'), 'utf8')).toBe('colours');
  });

  it('replaces the file that a symbolic link stands for, and keeps the link', async () => {
    await mkdir(at('big-disk'));
    await writeFile(at('big-disk/real.mp4'), 'old');
    await symlink('big-disk/real.mp4', at('link.mp4'));
    const reserved = await writeThrough(at('link.mp4'), 'new', { overwrite: true });
    expect(reserved.path.endsWith('big-disk/real.mp4')).toBe(true);
    expect(await readFile(at('big-disk/real.mp4'), 'utf8')).toBe('new');
    expect((await lstat(at('link.mp4'))).isSymbolicLink()).toBe(true);
    expect(await readdir(at('big-disk'))).toEqual(['real.mp4']);
  });

  it('treats a link that leads nowhere as a name that is taken', async () => {
    await symlink('nowhere.mp4', at('link.mp4'));
    expect(await codeOf(reserveOutput(at('link.mp4')))).toBe('OUTPUT_EXISTS');
    await writeThrough(at('link.mp4'), 'new', { overwrite: true });
    expect((await lstat(at('link.mp4'))).isFile()).toBe(true);
  });

  describe('when the output is the input', () => {
    beforeEach(() => writeFile(at('source.mp4'), 'source'));
    const names: Record<string, () => Promise<string>> = {
      'by the same name': async () => at('source.mp4'),
      'spelt another way': async () => `${folder}//./x/../source.mp4`,
      'relative to the working directory': async () => path.relative(process.cwd(), at('source.mp4')),
      'by a hard link': async () => link(at('source.mp4'), at('hard.mp4')).then(() => at('hard.mp4')),
      'by a symbolic link': async () => symlink('source.mp4', at('soft.mp4')).then(() => at('soft.mp4')),
      'through a linked folder': async () => symlink('.', at('loop')).then(() => at('loop/source.mp4')),
    };
    it.each(Object.keys(names))('refuses it %s, even with overwrite', async (how) => {
      const output = await names[how]!();
      const before = await readdir(folder);
      for (const overwrite of [false, true]) {
        const pending = reserveOutput(output, { overwrite, inputs: [at('missing.mp4'), at('source.mp4')] });
        await expect(pending).rejects.toThrow(/is the input .* itself/);
        expect(await codeOf(pending)).toBe('OPTION_INVALID');
      }
      expect(await readdir(folder)).toEqual(before);
      expect(await readFile(at('source.mp4'), 'utf8')).toBe('source');
    });

    it('refuses it when the name becomes a link to the input only before commit', async () => {
      const reserved = await reserveOutput(at('out.mp4'), { overwrite: true, inputs: [at('source.mp4')] });
      await link(at('source.mp4'), at('out.mp4'));
      expect(await codeOf(reserved.commit())).toBe('OPTION_INVALID');
      await reserved.discard();
      expect((await readdir(folder)).sort()).toEqual(['out.mp4', 'source.mp4']);
    });
  });

  it.each([
    ['', 'OPTION_INVALID'],
    ['nul\0byte.mp4', 'OPTION_INVALID'],
    ['missing/out.mp4', 'OUTPUT_UNWRITABLE'],
    ['file.txt/out.mp4', 'OUTPUT_UNWRITABLE'],
    ['sub', 'OUTPUT_UNWRITABLE'],
    ['sub/', 'OUTPUT_UNWRITABLE'],
    ['new/', 'OUTPUT_UNWRITABLE'],
    ['/dev/null', 'OUTPUT_UNWRITABLE'],
    [`${'n'.repeat(300)}.mp4`, 'OUTPUT_UNWRITABLE'],
  ])('refuses %j with %s', async (name, code) => {
    await mkdir(at('sub'));
    await writeFile(at('file.txt'), '');
    const output = name === '' || name.startsWith('/') ? name : `${folder}/${name}`;
    for (const overwrite of [false, true]) expect(await codeOf(reserveOutput(output, { overwrite }))).toBe(code);
    expect((await readdir(folder)).sort()).toEqual(['file.txt', 'sub']);
  });

  it('says DISK_FULL on a full disk', async (context) => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) {
      return context.skip('needs root on Linux, to mount a small tmpfs');
    }
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'pipe' });
    } catch {
      return context.skip('this machine does not allow mounting a tmpfs');
    }
    try {
      const reserved = await reserveOutput(at('film.mp4'));
      const failure: unknown = await writeFile(reserved.temporaryPath, Buffer.alloc(200_000)).catch((error) => error);
      const error = outputError(failure, reserved.path);
      expect(error.code).toBe('DISK_FULL');
      expect(error.message).toContain('No space is left');
      await reserved.discard();
      expect(await readdir(folder)).toEqual([]);
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it('says OUTPUT_UNWRITABLE on a read-only file system', async (context) => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) {
      return context.skip('needs root on Linux, to mount a read-only tmpfs');
    }
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=64k', 'tmpfs', folder], { stdio: 'pipe' });
    } catch {
      return context.skip('this machine does not allow mounting a tmpfs');
    }
    try {
      await expect(reserveOutput(at('film.mp4'))).rejects.toThrow('read-only');
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it('names the folder that is missing and says what to do', async () => {
    await expect(reserveOutput(at('missing/out.mp4'))).rejects.toThrow(
      /Can't write ".*missing\/out\.mp4": its folder does not exist: make the folder first\./,
    );
  });
});
