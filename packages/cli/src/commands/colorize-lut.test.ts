import { createHash } from 'node:crypto';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { captureRun } from '../testing/capture-run.ts';
import { runFfmpeg, temporaryFolder } from '../testing/clips.ts';

const base = temporaryFolder();

describe('a recipe with a file of its own', () => {
  const INVERT = `LUT_3D_SIZE 2\n${['1 1 1', '0 1 1', '1 0 1', '0 0 1', '1 1 0', '0 1 0', '1 0 0', '0 0 0'].join('\n')}\n`;

  /** Colours a picture with a recipe that has a LUT. */
  async function withLut(
    lut: object,
  ): Promise<{ readonly exitCode: number; readonly stderr: string; readonly out: string }> {
    await mkdir(base.path('recipes', 'luts'), { recursive: true });
    await writeFile(base.path('recipes', 'luts', 'in.cube'), INVERT);
    await writeFile(base.path('outside.cube'), INVERT);
    await symlink(base.path('outside.cube'), base.path('recipes', 'link.cube')).catch(() => {});
    await symlink(base.path(), base.path('recipes', 'up')).catch(() => {});
    await writeFile(base.path('recipes', 'text.cube'), 'no LUT');
    const picture = base.path('gray.png');
    await runFfmpeg('-f', 'lavfi', '-i', 'color=gray:size=16x16', '-frames:v', '1', picture);
    const recipe = { version: 1, luma: 'toned', color: { model: 'identity' }, filters: [{ filter: 'lut', ...lut }] };
    await writeFile(base.path('recipes', 'lut.json'), JSON.stringify(recipe));
    const out = base.path('out.png');
    const { exitCode, stderr } = await captureRun(
      ...['colorize', picture, '-o', out, '-y', '--recipe', base.path('recipes', 'lut.json')],
    );
    return { exitCode, stderr, out };
  }

  it('reads it from its folder, and writes its hash down', async () => {
    const { exitCode, stderr, out } = await withLut({ file: 'luts/in.cube' });
    expect(stderr).toContain('Wrote ');
    expect(exitCode).toBe(0);
    const record = JSON.parse(await readFile(`${out}.recipe.json`, 'utf8'));
    const sha256 = createHash('sha256').update(INVERT).digest('hex');
    expect(record.filters).toMatchObject([{ filter: 'lut', file: 'luts/in.cube', sha256 }]);
    expect((await withLut({ file: './luts/../luts/in.cube', sha256 })).exitCode).toBe(0);
  });

  it.each<[string, object, number, RegExp]>([
    ['above the folder', { file: '../outside.cube' }, 65, /names the file "\.\.\/outside\.cube", which lies outside/],
    ['above it by a detour', { file: 'luts/../../outside.cube' }, 65, /lies outside of its folder/],
    ['with a drive letter', { file: 'C:outside.cube' }, 65, /lies outside of its folder/],
    ['with a NUL character', { file: 'luts/in.cube\0.txt' }, 65, /lies outside of its folder/],
    ['that is the folder', { file: '.' }, 65, /lies outside of its folder/],
    ['behind a link out of the folder', { file: 'link.cube' }, 65, /"link\.cube", which lies outside of its folder/],
    [
      'behind a linked folder',
      { file: 'up/outside.cube' },
      65,
      /"up\/outside\.cube", which lies outside of its folder/,
    ],
    ['that is missing', { file: 'nowhere.cube' }, 66, /There is no file of the recipe ".*nowhere\.cube"/],
    ['that is no LUT', { file: 'text.cube' }, 65, /"text\.cube": /],
    ['that is a folder', { file: 'luts' }, 65, /is no file/],
    [
      'of another hash',
      { file: 'luts/in.cube', sha256: '0'.repeat(64) },
      65,
      /is another file than the recipe was made/,
    ],
  ])('refuses one %s', async (_what, lut, code, message) => {
    const { exitCode, stderr } = await withLut(lut);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(code);
  });

  it('refuses one by its absolute path', async () => {
    const { exitCode, stderr } = await withLut({ file: base.path('recipes', 'luts', 'in.cube') });
    expect(stderr).toMatch(/lies outside of its folder: put it beside the recipe, and name it by a relative path/);
    expect(exitCode).toBe(65);
  });
});
