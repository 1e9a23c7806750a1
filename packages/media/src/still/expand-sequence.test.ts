import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HavcError } from '@havc/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expandSequence, isSequencePattern } from './expand-sequence.ts';
import { temporaryFolder } from './still-testing.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let at: (name: string) => string;
beforeEach(async () => {
  temporary = await temporaryFolder();
  at = temporary.at;
});
afterEach(() => temporary.remove());

async function expand(pattern: string, names: readonly string[]): Promise<string[]> {
  for (const name of names) await writeFile(at(name), '');
  return (await expandSequence(at(pattern))).images.map(({ path: file, number }) => `${path.basename(file)}=${number}`);
}

describe('expandSequence', () => {
  it.each([
    [
      'shot_%05d.png',
      [
        'shot_00010.png',
        'shot_00002.png',
        'shot_100000.png',
        'shot_2.png',
        'shot_000003.png',
        'xshot_00001.png',
        'shot_00001.jpg',
      ],
      ['shot_00002.png=2', 'shot_00010.png=10', 'shot_100000.png=100000'],
    ],
    ['%d.tif', ['0.tif', '10.tif', '9.tif', '07.tif', '-1.tif', '1.tiff'], ['0.tif=0', '9.tif=9', '10.tif=10']],
    ['%1d.png', ['3.png', '12.png', '01.png'], ['3.png=3', '12.png=12']],
    ['50%%_(a)[1]+%02d.png', ['50%_(a)[1]+03.png', '50%_a1+03.png'], ['50%_(a)[1]+03.png=3']],
    ['映画%03d.png', ['映画001.png', '映画1.png'], ['映画001.png=1']],
  ])('reads %j', async (pattern, names, expected) => {
    expect(await expand(pattern, names)).toEqual(expected);
  });

  it('reports gaps', async () => {
    for (const number of [3, 4, 7, 9, 20]) await writeFile(at(`f${number}.png`), '');
    expect((await expandSequence(at('f%d.png'))).gaps).toEqual([
      { from: 5, to: 6 },
      { from: 8, to: 8 },
      { from: 10, to: 19 },
    ]);
  });

  it('takes links to files, but no folders', async () => {
    await writeFile(at('source'), '');
    await symlink('source', at('1.png'));
    await mkdir(at('2.png'));
    await symlink('nowhere', at('3.png'));
    expect(await expand('%d.png', [])).toEqual(['1.png=1']);
  });

  it.each([
    ['shot.png', 'OPTION_INVALID'],
    ['%d_%d.png', 'OPTION_INVALID'],
    ['%%d.png', 'OPTION_INVALID'],
    ['%s.png', 'OPTION_INVALID'],
    ['shot_%05d.png', 'INPUT_MISSING'],
    ['missing/shot_%05d.png', 'INPUT_MISSING'],
  ])('refuses %j with %s', async (pattern, code) => {
    const error: unknown = await expandSequence(at(pattern)).catch((caught) => caught);
    expect(HavcError.is(error) && error.code).toBe(code);
  });

  it.each([
    ['a/%05d.png', true],
    ['%d', true],
    ['a%%%d.png', true],
    ['%05d/a.png', false],
    ['a%%d.png', false],
    ['100%.png', false],
  ])('isSequencePattern(%j) is %s', (pattern, expected) => {
    expect(isSequencePattern(pattern)).toBe(expected);
  });
});
