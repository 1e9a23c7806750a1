import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parseRecipe, presetNames, presetRecipe } from '@havc/presets';
import { describe, expect, it } from 'vitest';
import { captureRun } from '../testing/capture-run.ts';
import { temporaryFolder } from '../testing/clips.ts';

const folder = temporaryFolder();

function recipe(...argv: string[]) {
  return captureRun('recipe', ...argv);
}

describe('havc recipe list', () => {
  it('names every preset with what it is for', async () => {
    const { exitCode, stdout } = await recipe('list');
    expect(exitCode).toBe(0);
    for (const name of presetNames()) expect(stdout).toMatch(new RegExp(`^  ${name} +\\w.*`, 'm'));
  });

  it('is read by programs, too', async () => {
    const listed = JSON.parse((await recipe('list', '--json')).stdout) as { readonly name: string }[];
    expect(listed.map(({ name }) => name)).toEqual(presetNames());
  });
});

describe('havc recipe show', () => {
  it('prints the complete recipe of a preset, which is one itself', async () => {
    const { stdout } = await recipe('show', 'Very Slow', '--color-fix', 'Violet/Red');
    const expected = presetRecipe({ preset: 'veryslow', colorFix: 'violet/red' });
    expect(parseRecipe(stdout)).toEqual(expected);
    expect(JSON.parse(stdout)).toEqual(expected);
  });

  it('shows medium where nothing is named, and changes on top', async () => {
    const { stdout } = await recipe('show', '--set', 'color.merge.weight=0.25');
    expect(JSON.parse(stdout)).toMatchObject({ name: 'medium with changes', color: { merge: { weight: 0.25 } } });
  });

  it('shows a file, complete', async () => {
    const file = folder.path('mine.json');
    await writeFile(file, '{ "extends": "fast", "size": 300 }');
    expect(JSON.parse((await recipe('show', file)).stdout)).toMatchObject({
      size: 300,
      color: { first: { renderFactor: 22 } },
    });
  });

  it('says in words what a recipe does, in order', async () => {
    const { stdout } = await recipe('show', 'medium', '--explain');
    const lines = stdout.split('\n');
    const at = (text: string) => lines.findIndex((line) => line.includes(text));
    const order = [
      'Shrink each frame to a shorter side of 480 pixels',
      'Find the cuts (detector adaptive)',
      'Mix two colourings, 60 % of the first and 40 % of the second',
      'Colour with deoldify-video (render factor 24, 384 pixels)',
      'Colour with ddcolor-artistic (render factor 24, 384 pixels)',
      'lift dark frames to a mean luma of 0.3, with a gamma of up to 2.5 below 0.6',
      'bring hues of 250 to 360° to 80 % of their saturation, all others by 10 % of that',
      'average over 5 frames',
      "put them on the source's own luma",
    ].map(at);
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it.each<[string, number, string]>([
    ['medum', 65, 'There is no preset "medum": did you mean medium?'],
    ['./none.json', 66, 'There is no recipe "./none.json"'],
  ])('refuses %s', async (name, code, message) => {
    const { exitCode, stderr, stdout } = await recipe('show', name);
    expect([exitCode, stdout]).toEqual([code, '']);
    expect(stderr).toContain(message);
  });
});

describe('havc recipe diff', () => {
  it('prints a line for each place', async () => {
    const { stdout } = await recipe('diff', 'medium', 'slow');
    expect(stdout).toBe('color.first.renderFactor: 24 -> 28\ncolor.second.renderFactor: 24 -> 28\n');
  });

  it('says where there is nothing to tell', async () => {
    expect((await recipe('diff', 'medium', 'Medium')).stdout).toBe('They do the same.\n');
  });

  it('gives differences as JSON', async () => {
    const differences = JSON.parse((await recipe('diff', 'medium', 'slow', '--json')).stdout) as object[];
    expect(differences).toContainEqual({ path: 'color.first.renderFactor', before: 24, after: 28 });
  });
});

describe('havc recipe from-havc', () => {
  const call = 'HAVC_main(clip, Preset="fast", ColorFix="violet/red", ColorMap="red->brown", DeepExMethod=1)';

  it('prints the recipe that a call means, and what had no effect beside it', async () => {
    const { exitCode, stdout, stderr } = await recipe('from-havc', call);
    expect(exitCode).toBe(0);
    expect(parseRecipe(stdout)).toEqual(
      presetRecipe({ preset: 'fast', colorFix: 'violet/red', colorMap: 'red->brown' }),
    );
    expect(stderr).toBe('DeepExMethod has no effect without EnableDeepEx.\n');
  });

  it('reads a script, names its lines, and writes a file that it does not replace unasked', async () => {
    const [script, output] = [folder.path('script.vpy'), folder.path('from script.json')];
    await writeFile(script, `import vsdeoldify as havc\nclip = havc.${call}\nclip.set_output()\n`);
    const first = await recipe('from-havc', '--file', script, '-o', output);
    expect(first).toMatchObject({ exitCode: 0, stdout: '' });
    expect(first.stderr).toContain('line 2: DeepExMethod has no effect');
    expect(parseRecipe(await readFile(output, 'utf8'))).toMatchObject({ name: 'fast' });
    await writeFile(output, 'my own');
    expect((await recipe('from-havc', call, '-o', output)).exitCode).toBe(73);
    expect(await readFile(output, 'utf8')).toBe('my own');
    expect((await recipe('from-havc', call, '-o', output, '-y')).exitCode).toBe(0);
  });

  it.each<[string[], number, string]>([
    [[], 2, 'There is nothing to translate'],
    [[call, '--file', 'x'], 2, 'There are a call and --file'],
    [['--file', 'none.vpy'], 66, 'There is no script "none.vpy"'],
    [['HAVC_main(clip, Preset="fats")'], 65, 'did you mean fast?'],
    [['HAVC_mian(clip)'], 65, 'HAVC_main'],
    [['HAVC_main(clip, Preset='], 65, 'Line 1, column '],
  ])('refuses %j', async (argv, code, message) => {
    const { exitCode, stderr, stdout } = await recipe('from-havc', ...argv);
    expect([exitCode, stdout]).toEqual([code, '']);
    expect(stderr).toContain(message);
  });

  it('runs nothing of what it reads', async () => {
    const trace = folder.path('trace');
    const evil = `HAVC_main(clip, Preset=__import__("os").system("touch '${trace}'"))`;
    const { exitCode } = await recipe('from-havc', evil);
    expect(exitCode).toBe(65);
    expect(existsSync(trace)).toBe(false);
  });
});

describe('havc recipe schema', () => {
  it('prints a JSON Schema', async () => {
    expect(JSON.parse((await recipe('schema')).stdout)).toMatchObject({ title: 'havc recipe', type: 'object' });
  });
});
