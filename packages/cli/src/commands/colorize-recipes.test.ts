import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { captureRun } from '../testing/capture-run.ts';
import { temporaryFolder } from '../testing/clips.ts';

// What the options make of a recipe is printed with --print-recipe, which needs neither an input nor models.

/** What the tests look at in a printed recipe. */
interface PrintedRecipe {
  readonly name?: string;
  readonly size: number | 'full';
  readonly luma: string;
  readonly frames: string;
  readonly prepare: readonly { readonly filter: string }[];
  readonly color: {
    readonly model?: string;
    readonly merge?: object;
    readonly first?: object;
    readonly second?: object;
  };
  readonly filters: readonly { readonly filter: string; readonly dark?: object }[];
  readonly shots: readonly object[];
}

const base = temporaryFolder();

async function print(...options: string[]): Promise<PrintedRecipe> {
  const { exitCode, stdout, stderr } = await captureRun('colorize', ...options, '--print-recipe');
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return JSON.parse(stdout) as PrintedRecipe;
}

/** The path of a recipe file with this content. */
async function recipeFile(content: unknown, name = 'mine.json'): Promise<string> {
  const path = base.path(name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('the options of havc colorize that make a recipe', () => {
  it('give the built-in model alone where nothing is chosen', async () => {
    expect(await print()).toMatchObject({ name: 'built-in', size: 480, luma: 'source', color: { model: 'compact' } });
  });

  it.each<[string[], object]>([
    [['--preset', 'Slower'], { name: 'slower', color: { first: { renderFactor: 32 } } }],
    [['--preset', 'Very Slow'], { name: 'veryslow', size: 'full' }],
    [['--preset', 'very-fast'], { name: 'veryfast', color: { first: { renderFactor: 16 } }, filters: [] }],
    [
      ['--color-model', 'Stable+ModelScope'],
      { name: 'medium', color: { first: { model: 'deoldify-stable' }, second: { model: 'ddcolor-modelscope' } } },
    ],
    [['--color-model', 'DeOldify(Video)'], { color: { model: 'deoldify-video' } }],
    [['--color-model', 'Zhang(eccv16)'], { color: { model: 'eccv16', renderFactor: 16 } }],
    [['--comb-method', 'ChromaBound Adaptive'], { color: { merge: { method: 'chroma-bound-adaptive' } } }],
    [['--comb-method', 'Constrained-Chroma'], { color: { merge: { method: 'constrained-chroma' } } }],
    [['--video-tune', 'VeryVivid'], { color: { merge: { weight: 0.8 } } }],
    [
      ['--color-fix', 'Violet/Red'],
      { color: { second: { after: [{ filter: 'hues', ranges: [{ from: 300, to: 360 }] }] } } },
    ],
    [['--color-tune', 'None'], { color: { second: { before: [], after: [] } } }],
    [
      ['--color-map', 'Blue->Brown', '--preset', 'fast'],
      { filters: [{ filter: 'stabilizer', hues: { weight: 0.9 } }] },
    ],
    [
      ['--color-map', '30:90|+300,0.8'],
      { filters: [{ hues: { ranges: [{ from: 30, to: 90 }], shiftDegrees: 300, weight: 0.8 } }] },
    ],
    [['--color-temp', 'None'], { name: 'medium' }],
    [
      ['--bw-tune', 'Strong', '--bw-mode', '3'],
      { luma: 'toned', filters: [{ filter: 'stabilizer' }, { filter: 'tune', level: 'strong', darkBlend: true }] },
    ],
    [['--bw-tune', 'light', '--bw-mode', '6'], { prepare: [{ filter: 'tune', method: 'retinex', level: 'light' }] }],
    [['--bw-tune', 'light', '--no-bw-blend'], { filters: [{}, { filter: 'tune', darkBlend: false }] }],
    [['--bw-tune', 'light', '--keep-luma'], { luma: 'source', filters: [{}, { filter: 'tune' }] }],
    [['--preset', 'Photo'], { name: 'photo', size: 512 }],
    [['--preset', 'photo', '--size', '720'], { size: 720 }],
    [['--preset', 'photo', '--size', 'full'], { size: 'full' }],
    [['--model', 'deoldify-stable', '--render-factor', '28'], { color: { renderFactor: 28, videoBlend: 0.5 } }],
    [['--model', 'deoldify-stable', '--video-blend', '0.2'], { color: { model: 'deoldify-stable', videoBlend: 0.2 } }],
  ])('take %j', async (options, expected) => {
    expect(await print(...options)).toMatchObject(expected);
  });

  it.each<[string, string[], number, RegExp]>([
    ['a preset', ['--preset', 'medum'], 65, /There is no preset "medum": did you mean medium\?$/],
    [
      'a color model',
      ['--color-model', 'video+artistc'],
      65,
      /no colorModel "video\+artistc": did you mean artistic\?$/,
    ],
    ['a color model alone', ['--color-model', 'ddcolor(artistik)'], 65, /did you mean ddcolor\(artistic\)\?$/],
    ['a family of models', ['--color-model', 'constructor(x)'], 65, /There is no colorModel "constructor\(x\)"/],
    ['a comb method', ['--comb-method', 'simpel'], 65, /There is no combMethod "simpel": did you mean simple\?$/],
    ['a video tune', ['--video-tune', 'balancd'], 65, /There is no videoTune "balancd": did you mean balanced\?$/],
    ['a color fix', ['--color-fix', 'violett'], 65, /There is no colorFix "violett": did you mean violet\?$/],
    ['a color tune', ['--color-tune', 'hefty'], 65, /no colorTune "hefty": there are: none, light, medium, strong\.$/],
    ['a color map', ['--color-map', 'blue->brwn'], 65, /There is no colorMap "blue->brwn": did you mean blue->brown\?/],
    ['a color map unlike any', ['--color-map', 'x'], 65, /no colorMap "x": there are: none, .*\. A change of hues is /],
    ['an expression of hues', ['--color-map', '400:500|+20'], 65, /colorMap: .*hue/i],
    ['a color temperature', ['--color-temp', 'low'], 65, /colorTemp low needs the exemplar model .*: leave it out/],
    ['a B&W tune', ['--bw-tune', 'strng'], 65, /There is no blackWhiteTune "strng": did you mean strong\?$/],
    ['a B&W mode', ['--bw-mode', '7'], 2, /--bw-mode must be a whole number from 0 to 6, got "7"/],
    ['a size', ['--size', 'huge'], 2, /--size must be a whole number from 16 to 4096, got "huge"/],
    ['a model', ['--model', 'deoldify'], 2, /There is no model "deoldify"\. There are: /],
    [
      'a choice that a preset has not',
      ['--preset', 'photo', '--color-fix', 'none'],
      65,
      /Preset photo .* without color/,
    ],
    ['--set without a value', ['--set', 'color'], 2, /--set must be a path and a value, .*, got "color"/],
    ['--set without a path', ['--set', '=1'], 2, /--set must be a path and a value, .*, got "=1"/],
    [
      'a field',
      ['--preset', 'slow', '--set', 'color.merge.wieght=1'],
      65,
      /color\.merge\.wieght doesn't exist: did you /,
    ],
    [
      'a number',
      ['--preset', 'slow', '--set', 'color.merge.weight=3'],
      65,
      /color\.merge\.weight must be at most 1, got 3/,
    ],
    ['a filter', ['--preset', 'slow', '--set', 'filters.stabiliser.dark=null'], 65, /did you mean stabilizer\?$/],
    ['a place in a list', ['--preset', 'slow', '--set', 'filters.7=null'], 65, /filters\.7: the list has 1 elements/],
    ['a path that is none', ['--set', 'color..model=x'], 65, /"color\.\.model" is no path in a recipe/],
    ['what is inherited', ['--set', '__proto__.size=3'], 65, /__proto__/],
    ['a precision without a full model', ['x.png', '--precision', 'fp16'], 2, /--precision is of full models/],
  ])('refuse %s', async (_what, options, code, message) => {
    const { exitCode, stdout, stderr } = await captureRun('colorize', ...options);
    expect(stderr.trimEnd().split('\n')[0]).toMatch(/^havc: /);
    expect(stderr.trimEnd().split('\n')[0]).toMatch(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(code);
  });

  it.each<[string[], RegExp]>([
    [['--recipe', 'x.json', '--preset', 'slow'], /--recipe and --preset can't be given together: .*"extends"/],
    [['--recipe', 'x.json', '--bw-mode', '3'], /--recipe and --bw-mode can't be given together/],
    [['--recipe', 'x.json', '--no-bw-blend'], /--recipe and --no-bw-blend can't be given together/],
    [['--recipe', 'x.json', '--model', 'compact'], /--model and --recipe can't be given together/],
    [['--model', 'compact', '--preset', 'slow'], /--model and --preset can't be given together: .* --color-model /],
    [['--model', 'compact', '--color-fix', 'none'], /--model and --color-fix can't be given together/],
    [['--render-factor', '20', '--preset', 'slow'], /--render-factor and --preset can't be given together: .*--set /],
    [['--video-blend', '0', '--color-model', 'x'], /--video-blend and --color-model can't be given together/],
  ])('refuse %j together', async (options, message) => {
    const { exitCode, stdout, stderr } = await captureRun('colorize', ...options, '--print-recipe');
    expect(stderr).toMatch(message);
    expect([exitCode, stdout]).toEqual([2, '']);
  });
});

describe('--set', () => {
  it('takes numbers, words, truth, JSON and null', async () => {
    const recipe = await print(
      ...['--preset', 'medium'],
      ...['--set', 'color.merge.weight=0.25'],
      ...['--set', 'luma=toned'],
      ...['--set', 'scenes.crossFades=false'],
      ...['--set', 'filters.stabilizer.deflicker={"strength": 3}'],
      ...['--set', 'filters.stabilizer.smooth=null'],
      ...['--set', 'name=my "own" = recipe'],
    );
    expect(recipe).toMatchObject({
      name: 'my "own" = recipe',
      luma: 'toned',
      scenes: { crossFades: false },
      color: { merge: { weight: 0.25 } },
      filters: [{ smooth: null, deflicker: { strength: 3, aggressive: false } }],
    });
  });

  it('adds to a list, and takes out of it', async () => {
    const added = await print('--preset', 'medium', '--set', 'filters+={"filter":"limit-chroma","deviation":0.1}');
    expect(added.filters).toMatchObject([{ filter: 'stabilizer' }, { filter: 'limit-chroma', deviation: 0.1 }]);
    expect((await print('--preset', 'medium', '--set', 'filters.stabilizer=null')).filters).toEqual([]);
    expect((await print('--set', 'prepare+={"filter":"tweak"}')).prepare).toHaveLength(1);
  });

  it('acts in order, the last on top, and after a recipe file', async () => {
    const file = await recipeFile({ extends: 'medium', size: 240 });
    expect(await print('--recipe', file, '--set', 'size=300', '--set', 'size=360')).toMatchObject({ size: 360 });
    expect(await print('--recipe', file, '--set', 'size=300', '--size', '400')).toMatchObject({ size: 400 });
  });

  it('changes nothing that it does not name', async () => {
    const { filters, name: _, ...plain } = await print('--preset', 'slow');
    const {
      filters: changed,
      name,
      ...rest
    } = await print('--preset', 'slow', '--set', 'filters.stabilizer.dark.amount=0.5');
    expect(name).toBe('slow with changes');
    expect(rest).toEqual(plain);
    // Shadows darken by as much as they lose colour, unless that is said, as the preset does.
    expect(changed).toEqual([{ ...filters[0], dark: { ...filters[0]?.dark, amount: 0.5 } }]);
  });
});

describe('--print-recipe and --explain', () => {
  it('print a recipe that gives itself again', async () => {
    const { stdout } = await captureRun('colorize', '--preset', 'veryslow', '--print-recipe');
    const file = await recipeFile(stdout);
    expect((await captureRun('colorize', '--recipe', file, '--print-recipe')).stdout).toBe(stdout);
  });

  it('say in words on stdout what would be done, and do nothing', async () => {
    const { exitCode, stdout, stderr } = await captureRun('colorize', 'missing.mp4', '--preset', 'medium', '--explain');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^1\. {2}Shrink each frame /);
    expect(stdout).toContain('Colour with deoldify-video (render factor 24, 384 pixels).');
    expect(stdout).toContain('60 % of the first and 40 % of the second');
  });
});

describe('--recipe', () => {
  it('takes a partial recipe that extends a preset', async () => {
    const file = await recipeFile({ extends: 'Very Fast', luma: 'toned', set: { 'color.merge.weight': 0.1 } });
    expect(await print('--recipe', file)).toMatchObject({
      name: 'veryfast with changes',
      luma: 'toned',
      color: { first: { renderFactor: 16 }, merge: { weight: 0.1 } },
    });
  });

  it('takes one that extends choices', async () => {
    const file = await recipeFile({ extends: { preset: 'fast', colorModel: 'DeOldify(Artistic)' }, name: 'mine' });
    expect(await print('--recipe', file)).toMatchObject({ name: 'mine', color: { model: 'deoldify-artistic' } });
  });

  it('takes shots in times and frames', async () => {
    const shots = [
      { from: '00:01:10.0', to: 1750, set: { 'color.merge.weight': 0.2 } },
      { from: 0, to: '2.5s', set: { filters: [] } },
    ];
    const file = await recipeFile({ extends: 'medium', shots });
    expect((await print('--recipe', file)).shots).toEqual(shots);
  });

  it('takes a file with a byte order mark', async () => {
    expect(await print('--recipe', await recipeFile('\ufeff{"extends":"fast"}'))).toMatchObject({ name: 'fast' });
  });

  it.each<[string, unknown, RegExp]>([
    ['that is no JSON', '{"extends": "medium",}', /mine\.json: The recipe is no JSON: /],
    ['that is empty', '', /mine\.json: The recipe is no JSON/],
    ['that is no object', '[1]', /mine\.json: The recipe must be an object in JSON/],
    ['of a later version', { version: 2, color: { model: 'compact' } }, /mine\.json: .*version/],
    ['without colours', { version: 1 }, /mine\.json: color is missing/],
    [
      'with an unknown field',
      { extends: 'fast', filtres: [] },
      /mine\.json: filtres doesn't exist: did you mean filters\?/,
    ],
    [
      'with an unknown choice',
      { extends: { colourFix: 'none' } },
      /extends\.colourFix doesn't exist: did you mean colorF/,
    ],
    [
      'with an empty shot',
      { extends: 'fast', shots: [{ from: 9, to: 9, set: { size: 1 } }] },
      /shots\[0\]\.to must lie/,
    ],
    [
      'with an unclear time',
      { extends: 'fast', shots: [{ from: 'noon', set: { filters: [] } }] },
      /shots\[0\]\.from must/,
    ],
    [
      'with a shot of its own size',
      { extends: 'fast', shots: [{ set: { size: 240 } }] },
      /shots\[0\]\.set can't change size/,
    ],
    ['of a great depth', `${'{"color":'.repeat(5000)}1${'}'.repeat(5000)}`, /mine\.json: /],
  ])('refuses a recipe %s', async (_what, content, message) => {
    const { exitCode, stdout, stderr } = await captureRun(
      'colorize',
      '--recipe',
      await recipeFile(content),
      '--explain',
    );
    expect(stderr).toMatch(message);
    expect([exitCode, stdout]).toEqual([65, '']);
  });

  it('refuses what is too big, no file, or not there', async () => {
    await writeFile(base.path('big.json'), Buffer.alloc((16 << 20) + 1, ' '));
    await mkdir(base.path('folder'));
    for (const [name, code, message] of [
      ['big.json', 65, /^havc: The recipe ".*big\.json" has 16777217 bytes; 16777216 are the most\.$/],
      ['folder', 65, /^havc: The recipe ".*folder" is no file\.$/],
      ['missing.json', 66, /^havc: There is no recipe ".*missing\.json"\.$/],
      ['big.json/x', 66, /^havc: There is no recipe /],
    ] as const) {
      const { exitCode, stderr } = await captureRun('colorize', '--recipe', base.path(name), '--print-recipe');
      expect(stderr.trimEnd()).toMatch(message);
      expect(exitCode).toBe(code);
    }
  });

  it.skipIf(process.platform === 'win32')('refuses a pipe, and does not wait for it', async () => {
    execFileSync('mkfifo', [base.path('pipe.json')]);
    const { exitCode, stderr } = await captureRun('colorize', '--recipe', base.path('pipe.json'), '--print-recipe');
    expect(stderr).toMatch(/is no file/);
    expect(exitCode).toBe(65);
  });
});
