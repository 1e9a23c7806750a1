import { HavcError } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../store/store-place.ts';
import { madeEntry } from '../store/testing/made-entry.ts';
import { ensureCatalogue } from './ensure-catalogue.ts';
import { findWeights } from './find-entry.ts';
import { ensureLicense, isLicenseTaken } from './license-policy.ts';
import { OFFICIAL_WEIGHTS } from './official-weights.ts';

describe('the official weights', () => {
  it('are those of DeOldify, DDColor, Zhang and the exemplar models', () => {
    expect(OFFICIAL_WEIGHTS.map(({ id }) => id)).toEqual([
      'deoldify-video',
      'deoldify-stable',
      'deoldify-artistic',
      'ddcolor-modelscope',
      'ddcolor-artistic',
      'ddcolor-paper',
      'ddcolor-tiny',
      'eccv16',
      'siggraph17',
      'colormnet',
      'deep-exemplar',
      'deep-remaster',
    ]);
  });

  it('are a catalogue that the store takes', () => {
    expect(() => ensureCatalogue(OFFICIAL_WEIGHTS)).not.toThrow();
  });

  it('have no hash twice, and none without a word on where it comes from', () => {
    const hashes = OFFICIAL_WEIGHTS.flatMap(({ sha256, otherForms = [] }) => [
      ...(sha256 === undefined ? [] : [sha256]),
      ...otherForms.map((form) => form.sha256),
    ]);
    expect(new Set(hashes).size).toBe(hashes.length);
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    for (const { bytes, sha256, figuresFrom } of OFFICIAL_WEIGHTS) {
      expect(figuresFrom === 'not found').toBe(bytes === undefined && sha256 === undefined);
    }
  });

  it.each(['eccv16', 'siggraph17'])("have the first digits of %s's hash in its name, as torch wants it", (id) => {
    const { file, sha256 } = findWeights(id);
    expect(sha256!.slice(0, 8)).toBe(/-([0-9a-f]{8})\.pth$/.exec(file)![1]);
  });

  it.each([
    ['deoldify-video', 'MIT', 'allowed'],
    ['ddcolor-tiny', 'Apache-2.0', 'allowed'],
    ['siggraph17', 'BSD-2-Clause', 'allowed'],
    ['colormnet', 'CC-BY-NC-SA-4.0', 'forbidden'],
    ['deep-remaster', 'CC-BY-NC-SA-4.0', 'forbidden'],
    ['deep-exemplar', 'MIT', 'unclear'],
  ])('%s are under %s, which makes commercial use %s', (id, license, commercialUse) => {
    expect(findWeights(id)).toMatchObject({ license, commercialUse });
  });

  it('are asked for by https: first', () => {
    for (const { addresses } of OFFICIAL_WEIGHTS) expect(addresses[0]).toMatch(/^https:/);
  });
});

describe('findWeights', () => {
  it.each([
    ['deoldify-vidoe', 'Did you mean deoldify-video?'],
    ['DDColor-Artistic', 'Did you mean ddcolor-artistic?'],
    ['ColorizeStable_gen.pth', 'Did you mean deoldify-stable?'],
    ['siggraph', 'Did you mean siggraph17?'],
    ['x', 'There are: deoldify-video, deoldify-stable,'],
    ['constructor', 'There are: '],
    ['', 'There are: '],
  ])('helps with "%s"', (id, advice) => {
    const error = errorOf(() => findWeights(id));
    expect(error.code).toBe('OPTION_INVALID');
    expect(error.message).toContain(advice);
  });
});

describe('the policy permissive', () => {
  it('takes all that may be used commercially, and nothing else', () => {
    const refused = OFFICIAL_WEIGHTS.filter((entry) => !isLicenseTaken(entry, 'permissive')).map(({ id }) => id);
    expect(refused).toEqual(['colormnet', 'deep-exemplar', 'deep-remaster']);
    expect(OFFICIAL_WEIGHTS.every((entry) => isLicenseTaken(entry, 'any'))).toBe(true);
  });

  it('names the weights and their licence', () => {
    expect(errorOf(() => ensureLicense(findWeights('deep-remaster'), 'permissive')).message).toBe(
      'The weights deep-remaster are under CC-BY-NC-SA-4.0, which forbids commercial use, and --licenses permissive takes ' +
        'none such. Choose others (`havc models licenses`), or take them with --licenses any.',
    );
  });
});

describe('ensureCatalogue', () => {
  const entry = madeEntry(Uint8Array.of(1));
  it.each<[string, object, RegExp]>([
    ['an id that leads elsewhere', { id: '../x' }, /has an id that is not made of lowercase letters/],
    ['an id that is a name of the folder', { id: '..' }, /has an id/],
    ['a file that leads elsewhere', { file: '../../.bashrc' }, /has a file name that is none everywhere/],
    ['an absolute file', { file: '/etc/passwd' }, /has a file name/],
    ['a file of Windows elsewhere', { file: '..\\x' }, /has a file name/],
    ['a hidden file, as the store has for itself', { file: '.lock' }, /has a file name/],
    ['a stream of NTFS', { file: 'a.pth:b' }, /has a file name/],
    ['an address of a file', { addresses: ['file:///etc/passwd'] }, /neither https: nor http:/],
    ['an address that is none', { addresses: ['example.com'] }, /neither https: nor http:/],
    ['a size that is none', { bytes: -1 }, /has a size/],
    ['a hash that is none', { sha256: 'abc' }, /has a SHA-256/],
  ])('refuses %s', (_what, changes, message) => {
    expect(errorOf(() => ensureCatalogue([{ ...entry, ...changes }])).message).toMatch(message);
  });

  it('refuses an entry that appears twice', () => {
    expect(errorOf(() => ensureCatalogue([entry, { ...entry, file: 'other.pth' }])).message).toMatch(/appears twice/);
  });

  it('lets no name through that leads out of the store', () => {
    const name = fc.oneof(fc.string(), fc.stringMatching(/^[./\\a-z:]{1,8}$/));
    fc.assert(
      fc.property(name, name, (id, file) => {
        try {
          ensureCatalogue([{ ...entry, id, file }]);
        } catch {
          return; // refused, as it should be where it's bad
        }
        const place = placeOf('/home', { ...entry, id, file });
        expect(place.folder).toBe(`/home/models/${id}`);
        expect(place.file).toBe(`/home/models/${id}/${file}`);
      }),
    );
  });
});

function errorOf(run: () => unknown): HavcError {
  try {
    run();
  } catch (error) {
    if (HavcError.is(error)) return error;
    throw error;
  }
  throw new Error('No error.');
}
