import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRapl, joulesBetween, readCounter, whyNotRead } from './rapl.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-rapl-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function zone(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  await mkdir(join(folder, name));
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, name, file), text);
  return join(folder, name);
}

const package0 = { name: 'package-0\n', energy_uj: '1234567\n', max_energy_range_uj: '262143328850\n' };

describe('findRapl', () => {
  it('finds packages, and neither their parts nor the whole machine', async () => {
    await zone('intel-rapl:0', package0);
    await zone('intel-rapl:0:0', { ...package0, name: 'core\n' });
    await zone('intel-rapl:1', { ...package0, name: 'package-1\n' });
    await zone('intel-rapl:2', { ...package0, name: 'psys\n' });
    await zone('intel-rapl-mmio:0', package0);
    await zone('dtpm', {});
    expect(findRapl(folder)).toEqual({
      packages: [
        { name: 'package-0', counter: join(folder, 'intel-rapl:0', 'energy_uj'), range: 262143328850 },
        { name: 'package-1', counter: join(folder, 'intel-rapl:1', 'energy_uj'), range: 262143328850 },
      ],
    });
  });

  it('says that there is no such folder', () => {
    const missing = join(folder, 'missing');
    expect(findRapl(missing)).toEqual({ packages: [], why: `there is no ${missing}` });
  });

  it('says that a virtual machine has no package', () => {
    expect(findRapl(folder).why).toContain('has no package');
  });

  it.each([['garbage'], [''], ['-5'], ['1e9'], ['12 34'], ['9'.repeat(40)]])(
    'takes no package whose counter says %j',
    async (energy_uj) => {
      await zone('intel-rapl:0', { ...package0, energy_uj });
      const { packages, why } = findRapl(folder);
      expect(packages).toEqual([]);
      expect(why).toContain('holds no number');
    },
  );

  it('takes no package without a range, and says what is missing', async () => {
    const { max_energy_range_uj: _, ...rest } = package0;
    await zone('intel-rapl:0', rest);
    expect(findRapl(folder).why).toContain('ENOENT');
  });
});

describe('joulesBetween', () => {
  it.each([
    [1_000_000, 3_500_000, 262_143_328_850, 2.5],
    [0, 0, 1000, 0],
    // 0.2 J to the end of the range, and 0.3 J from its beginning.
    [9_800_000, 300_000, 10_000_000, 0.5],
  ])('from %d to %d of %d is %d', (before, after, range, joules) => {
    expect(joulesBetween(before, after, range)).toBeCloseTo(joules, 9);
  });
});

it('readCounter reads what the kernel writes', async () => {
  await writeFile(join(folder, 'energy_uj'), '987654321012\n');
  expect(readCounter(join(folder, 'energy_uj'))).toBe(987654321012);
});

// As root, which tests may run as, no file of one's own refuses.
it.each([
  [{ code: 'EACCES' }, 'only root may read /zone/energy_uj'],
  [{ code: 'EPERM' }, 'only root may read /zone/energy_uj'],
  [{ code: 'EIO' }, "/zone can't be read (EIO)"],
  [new Error('it holds no number'), 'it holds no number'],
])('whyNotRead says of %o: %s', (error, why) => {
  expect(whyNotRead(error, '/zone').replaceAll('\\', '/')).toBe(why);
});
