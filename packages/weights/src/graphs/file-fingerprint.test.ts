import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileFingerprint } from './file-fingerprint.ts';

// SHA-256 of "abc" and of "abd"; the first is the example of FIPS 180-4.
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const ABD = 'a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-fingerprint-'));
  file = join(folder, 'weights.pth');
  await writeFile(file, 'abc');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const records = async () => (await readdir(folder)).filter((name) => name.endsWith('.hash.json'));

describe('fileFingerprint', () => {
  it('is the SHA-256, kept in one record', async () => {
    expect(await fileFingerprint(file, folder, undefined)).toBe(ABC);
    expect(await fileFingerprint(file, folder, undefined)).toBe(ABC);
    expect(await records()).toHaveLength(1);
  });

  it('is remembered for as long as length and time stay', async () => {
    await utimes(file, 1, 1);
    await fileFingerprint(file, folder, undefined);
    await writeFile(file, 'abd');
    await utimes(file, 1, 1);
    expect(await fileFingerprint(file, folder, undefined)).toBe(ABC);
  });

  it('changes with the file', async () => {
    await fileFingerprint(file, folder, undefined);
    await writeFile(file, 'abd');
    await utimes(file, 1, 1);
    expect(await fileFingerprint(file, folder, undefined)).toBe(ABD);
  });

  it('is reckoned anew where the record is damaged', async () => {
    await fileFingerprint(file, folder, undefined);
    await writeFile(join(folder, (await records())[0]!), '{"sha256": "');
    expect(await fileFingerprint(file, folder, undefined)).toBe(ABC);
  });

  it('keeps apart files of the same name', async () => {
    const other = await mkdtemp(join(folder, 'other-'));
    await writeFile(join(other, 'weights.pth'), 'abd');
    expect(await fileFingerprint(file, folder, undefined)).toBe(ABC);
    expect(await fileFingerprint(join(other, 'weights.pth'), folder, undefined)).toBe(ABD);
  });
});
