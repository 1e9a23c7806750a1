import { writeFile } from 'node:fs/promises';
import { describeSteps, type Recipe } from '@havc/presets';
import { describe, expect, it } from 'vitest';
import { captureRun } from '../testing/capture-run.ts';
import { temporaryFolder } from '../testing/clips.ts';

const base = temporaryFolder();
const havc = (...argv: string[]) => captureRun('filter', ...argv);
const recipeOf = async (...argv: string[]): Promise<Recipe> => {
  const { exitCode, stdout, stderr } = await havc(...argv, '--print-recipe');
  expect([exitCode, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
};

describe('havc filter', () => {
  it('lists all steps, with what each setting takes and its default', async () => {
    const { exitCode, stdout } = await havc('--list');
    expect(exitCode).toBe(0);
    for (const { name, settings } of describeSteps()) {
      expect(stdout).toMatch(new RegExp(`^${name}( \\(film\\))?: `, 'm'));
      for (const setting of settings) expect(stdout).toContain(`  ${setting.name}`);
    }
    expect(stdout).toMatch(/^ {2}look\* +forest-film, .*flat-pop \(needed\)$/m);
    expect(stdout).toMatch(/^ {2}frames +a whole number from 3 to 15 \(default 5\)$/m);
  });

  it('shows an example and all steps where no chain is given', async () => {
    const { exitCode, stderr } = await havc('film.mp4');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^havc: --chain is missing.*e?\.?.*--chain "stabilizer; hues .*Steps are: tweak, .*`havc filter --list`/,
    );
    const example = /--chain "(.*?)"/.exec(stderr)![1]!;
    expect((await recipeOf('--chain', example)).filters).toHaveLength(3);
  });

  it('asks for an input where only that is missing', async () => {
    const { exitCode, stderr } = await havc('--chain', 'deflicker');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("missing required argument 'input'")]);
  });

  it('prints the recipe that a chain means: no colouring, at full size', async () => {
    const recipe = await recipeOf('--chain', 'deflicker; look amber-light keepLuma=true');
    expect(recipe).toMatchObject({ color: { model: 'identity' }, size: 'full', luma: 'source', prepare: [] });
    expect(recipe.filters.map(({ filter }) => filter)).toEqual(['deflicker', 'look']);
  });

  it.each<[Recipe['luma'], string[]]>([
    ['source', ['--chain', 'tweak saturation=2']],
    ['toned', ['--chain', 'tweak contrast=1.1']],
    ['source', ['--chain', 'tweak contrast=1.1', '--keep-luma']],
    ['toned', ['--chain', 'tweak', '--set', 'filters.tweak.contrast=1.1']],
    ['source', ['--chain', 'tweak contrast=1.1', '--set', 'filters.tweak.contrast=1']],
    ['toned', ['--chain', 'deflicker', '--set', 'luma=toned']],
    ['source', ['--chain', 'tune', '--set', 'luma=source']],
    ['toned', ['--chain', 'tweak', '--set', 'shots+={"from":3,"set":{"filters.tweak.gamma":0.9}}']],
  ])('has luma "%s" for %j', async (luma, argv) => {
    expect((await recipeOf(...argv)).luma).toBe(luma);
  });

  it('changes what --size and --set say', async () => {
    const recipe = await recipeOf(
      '--chain',
      'stabilizer',
      '--size',
      '360',
      '--set',
      'filters.stabilizer.dark.amount=0.3',
    );
    expect(recipe.size).toBe(360);
    expect(recipe.filters[0]).toMatchObject({
      filter: 'stabilizer',
      dark: { amount: 0.3 },
      deflicker: { strength: 2 },
    });
  });

  it('says what it would do', async () => {
    const { exitCode, stdout } = await havc('--chain', 'color-map red->brown; stabilize-chroma frames=9', '--explain');
    expect(exitCode).toBe(0);
    for (const part of ['Keep the colours that the picture has.', 'Turn hues of 320 to 360° by 50°', 'over 9 frames']) {
      expect(stdout).toContain(part);
    }
    expect(stdout).not.toMatch(/identity|Colour with/);
  });

  it.each([
    ['JSON', 'steps.json', '[{ "filter": "deflicker" }, { "filter": "look", "look": "amber-light" }]', ''],
    [
      'JSON with a mark in front, by @',
      'steps of mine',
      '\ufeff[{ "filter": "deflicker" }, { "filter": "look", "look": "amber-light" }]',
      '@',
    ],
    ['a line, by @', 'steps.txt', 'deflicker;\nlook amber-light\n', '@'],
  ])('takes steps from a file in %s', async (_, name, text, mark) => {
    await writeFile(base.path(name), text);
    const { filters } = await recipeOf('--chain', `${mark}${base.path(name)}`);
    expect(filters).toEqual((await recipeOf('--chain', 'deflicker; look amber-light')).filters);
  });

  it.each([
    ['an object', 'a.json', '{ "filters": [] }', /a\.json: a chain in JSON is a list of steps/],
    ['no JSON', 'b.json', '[{', /b\.json: the chain is no JSON/],
    [
      'a step that there is not',
      'c.json',
      '[{ "filter": "deflickr" }]',
      /c\.json: filters\[0\]\.filter must be one of .*did you mean deflicker\?/,
    ],
    [
      'a setting that there is not',
      'd.json',
      '[{ "filter": "tweak", "saturatoin": 2 }]',
      /d\.json: filters\[0\]\.saturatoin doesn't exist: did you mean saturation\?/,
    ],
    ['a line with a mistake', 'e.json', 'tweak saturatoin=2', /e\.json: The chain can't be read at character 7/],
    ['JSON without end', 'f.json', '['.repeat(1000), /f\.json: the chain is no JSON/],
    ['nested JSON', 'g.json', '['.repeat(1000) + ']'.repeat(1000), /g\.json: The recipe is nested deeper/],
    ['too much', 'h.json', ' '.repeat(2 << 20), /1048576 are the most/],
  ])('refuses a file with %s', async (_, name, text, message) => {
    await writeFile(base.path(name), text);
    const { exitCode, stderr } = await havc('--chain', base.path(name), '--print-recipe');
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(65);
  });

  it('says that a file of steps is missing', async () => {
    const { exitCode, stderr } = await havc('--chain', base.path('nowhere.json'), '--explain');
    expect([exitCode, stderr]).toEqual([66, expect.stringContaining('There is no chain')]);
  });
});
