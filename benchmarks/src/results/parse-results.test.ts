import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { BenchResults } from './bench-results.ts';
import { parseResults, readResults } from './parse-results.ts';
import type { resultsSchema } from './schema/results-schema.ts';
import { createResults } from './testing/create-results.ts';

type DeepReadonly<Type> = Type extends object ? { readonly [Key in keyof Type]: DeepReadonly<Type[Key]> } : Type;

it('reads exactly what a run writes: the schema and the types say the same', () => {
  expectTypeOf<DeepReadonly<z.output<typeof resultsSchema>>>().toEqualTypeOf<DeepReadonly<BenchResults>>();
});

const complete = createResults();

describe('parseResults', () => {
  it('gives back what was written, each field', () => {
    expect(parseResults(JSON.stringify(complete), 'a.json')).toEqual(complete);
  });

  it('takes a run of which a part is absent', () => {
    const { color: _, ...rest } = complete;
    expect(parseResults(JSON.stringify(rest), 'a.json')).toEqual(rest);
  });

  it("drops fields that it doesn't know", () => {
    const more = { ...complete, seal: 'x', environment: { ...complete.environment, mood: 1 } };
    expect(parseResults(JSON.stringify(more), 'a.json')).toEqual(complete);
  });

  it('leaves the prototype alone whatever the text calls its fields', () => {
    const text = JSON.stringify(complete).replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    const read = parseResults(text, 'a.json');
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.hasOwn(read, '__proto__')).toBe(false);
  });

  it.each([
    ['', 'no JSON, or was cut off'],
    ['{"format":"havc-bench","version":1,"comm', 'no JSON, or was cut off'],
    ['NaN', 'no JSON'],
    ['null', 'holds no results of havc bench'],
    ['[]', 'holds no results of havc bench'],
    ['"havc-bench"', 'holds no results of havc bench'],
    ['{"benchmark":"kernels"}', 'holds no results of havc bench'],
    ['{"format":"havc-bench","version":2,"havc":"9.0.0"}', 'by havc 9.0.0 in a newer form (2) than this havc reads'],
    ['{"format":"havc-bench","version":0}', 'in an older form (0): measure again'],
    ['{"format":"havc-bench"}', 'in an older form: measure again'],
    ['{"format":"havc-bench","version":1}', 'command must be a text'],
  ])('refuses %j', (text, why) => expectRefused(text, why));

  it.each<[string, (results: Loose) => void, string]>([
    [
      'a number that is null',
      (it) => (it.color.methods[1].mean.deltaE = null),
      'color.methods[1].mean.deltaE must be a finite number',
    ],
    ['a text for a number', (it) => (it.seconds = '12'), 'seconds must be a finite number'],
    [
      'a negative deltaE',
      (it) => (it.color.methods[0].mean.deltaE = -1),
      'color.methods[0].mean.deltaE must be at least 0',
    ],
    ['a share beyond 1', (it) => (it.color.methods[0].mean.coloredShare = 1.1), 'coloredShare must be at most'],
    ['no width', (it) => (it.color.testSet.pictures[0].width = 0), 'width must be at least 1'],
    ['half a frame', (it) => (it.stability.films[0].frames = 2.5), 'frames must be a whole number'],
    ['a film without end', (it) => (it.stability.films[0].frames = 1e12), 'frames must be at most 2000000'],
    ['a shot without end', (it) => (it.stability.films[0].shots[0].to = 1e12), 'shots[0].to must be at most 2000000'],
    ['shots over each other', (it) => it.stability.films[0].shots.push({ from: 2, to: 3 }), 'shots must follow each'],
    ['a shot that ends first', (it) => (it.stability.films[0].shots[0] = { from: 3, to: 1 }), 'shots must follow each'],
    ['an unknown kind', (it) => (it.color.methods[0].kind = 'magic'), 'kind must be one of truth, gray'],
    [
      'an unknown stage',
      (it) => (it.speed.throughput[0].stages[0].stage = 'x'),
      'stage must be one of decode, prepare',
    ],
    ['an object for a list', (it) => (it.speed.rows = {}), 'speed.rows must be a list'],
    [
      'a list for an object',
      (it) => (it.environment = []),
      'environment must be an object, or environment.date must be',
    ],
    ['an endless name', (it) => (it.color.methods[0].label = 'x'.repeat(1e6)), 'label must be at most 2000 characters'],
    ['two methods of one id', (it) => (it.color.methods[1].id = it.color.methods[0].id), 'has two elements of one id'],
    ['a target of two kinds', (it) => (it.speed.rows[0].target = { atMost: 1, atLeast: 2 }), 'speed.rows[0].target'],
  ])('refuses %s', (_, change, why) => {
    const results = structuredClone(complete) as unknown as Loose;
    change(results);
    const [first, ...others] = why.split(', or ');
    expectRefused(
      JSON.stringify(results),
      others.length > 0 ? new RegExp([first, ...others].map(escaped).join('|')) : why,
    );
  });

  it('refuses numbers beyond all numbers', () => {
    expectRefused(
      JSON.stringify(complete).replace('"seconds":12.5', '"seconds":1e999'),
      'seconds must be a finite number',
    );
  });

  it.each([
    '/etc/passwd',
    '../secret.png',
    'a/../../secret.png',
    'a\\..\\secret.png',
    'C:/secret.png',
    'https://example.org/x.png',
    'data:image/png;base64,xx',
    'a//b.png',
    './a.png',
    'a.png\0.jpg',
    'a\n.png',
    '..',
    '',
  ])('refuses the picture %j: it must lie below the folder of the results', (path) => {
    const results = structuredClone(complete) as unknown as Loose;
    results.color.thumbnails[0].heatMap = path;
    expectRefused(JSON.stringify(results), 'color.thumbnails[0].heatMap must be');
  });

  it('takes a picture with spaces, dots and letters of any script in its name', () => {
    const results = structuredClone(complete) as unknown as Loose;
    results.color.thumbnails[0].image = 'color/été 1..b/映画 #%3f?.jpg';
    expect(parseResults(JSON.stringify(results), 'a').color?.thumbnails[0]?.image).toBe(
      'color/été 1..b/映画 #%3f?.jpg',
    );
  });

  it('answers millions of bad elements with a few words, in little time', () => {
    const started = performance.now();
    const rows = `[${'0,'.repeat(5_000_000)}0]`;
    const text = JSON.stringify({ ...complete, speed: { throughput: [], rooflines: [], rows: 'ROWS' } });
    expectRefused(text.replace('"ROWS"', rows), 'speed.rows must have at most 10000 elements, has 5000001');
    const pictures = `[${'0,'.repeat(99_999)}0]`;
    const methods = complete.color!.methods.map((method) => ({ ...method, pictures: 'PICTURES' }));
    const many = JSON.stringify({ ...complete, color: { ...complete.color, methods } });
    expectRefused(many.replaceAll('"PICTURES"', pictures), 'color.methods[0].pictures[0] must be an object.');
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('is told of nesting without end as of any other mistake', () => {
    const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
    const text = JSON.stringify({ ...complete, speed: 'DEEP' });
    expectRefused(text.replace('"DEEP"', deep), /speed\.?\w* must be|no JSON/);
    // Where nobody looks it does no harm.
    const ignored = JSON.stringify(complete).replace('{', `{"extra":${'['.repeat(1000)}${']'.repeat(1000)},`);
    expect(parseResults(ignored, 'a').seconds).toBe(12.5);
  });

  it('gives results or an error of its own, whatever is changed in the file', () => {
    const places = placesOf(complete);
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(null, -1, 1e300, '', '../x', [], {}, [[]], true));
    fc.assert(
      fc.property(fc.constantFrom(...places), values, (place, value) => {
        const results: unknown = structuredClone(complete);
        const last = place.at(-1)!;
        const parent = place.slice(0, -1).reduce((at, key) => (at as Loose)[key], results) as Loose;
        parent[last] = value;
        try {
          parseResults(JSON.stringify(results), 'a.json');
        } catch (error) {
          expect(HavcError.is(error, 'INPUT_UNREADABLE')).toBe(true);
        }
      }),
    );
  });
});

describe('readResults', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'havc results é '));
    await writeFile(join(folder, 'results.json'), `\ufeff${JSON.stringify(complete)}`);
    await writeFile(join(folder, 'utf-16.json'), Buffer.from(JSON.stringify(complete), 'utf16le'));
    await writeFile(join(folder, 'binary.json'), Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
    await mkdir(join(folder, 'empty'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('reads a file, and the one in a folder', async () => {
    expect(await readResults(join(folder, 'results.json'))).toEqual(complete);
    expect(await readResults(folder)).toEqual(complete);
  });

  it.each([
    ['none.json', 'INPUT_MISSING'],
    ['empty', 'INPUT_MISSING'],
    ['utf-16.json', 'INPUT_UNREADABLE'],
    ['binary.json', 'INPUT_UNREADABLE'],
  ] as const)('refuses %s as %s', async (name, code) => {
    await expect(readResults(join(folder, name))).rejects.toSatisfy((error) => HavcError.is(error, code));
  });
});

// biome-ignore lint/suspicious/noExplicitAny: results are broken here on purpose, in places that their type forbids.
type Loose = Record<string | number, any>;

function expectRefused(text: string, why: string | RegExp): void {
  expect(() => parseResults(text, 'a.json')).toThrow(expect.objectContaining({ code: 'INPUT_UNREADABLE' }));
  expect(() => parseResults(text, 'a.json')).toThrow(why);
}

function escaped(text: string | undefined): string {
  return (text ?? '').replaceAll(/[.[\]]/g, '\\$&');
}

/** The way to each value in it. */
function placesOf(value: unknown, before: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [[...before, key], ...placesOf((value as Loose)[key], [...before, key])]);
}
