import { readFile } from 'node:fs/promises';
import { PREVIEW_NOTICE } from '@havc/models-compact';
import { describe, expect, it } from 'vitest';
import { MODELS } from './models/catalogue.ts';
import { captureRun } from './testing/capture-run.ts';

const COMMANDS = [
  'colorize',
  'filter',
  'info',
  'preview',
  'compare',
  'scenes',
  'refs',
  'models',
  'doctor',
  'completion',
];

describe('havc', () => {
  it('prints its version, which is that of the package', async () => {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await captureRun('--version')).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('prints its help on stdout, with all commands and the exit codes', async () => {
    const { exitCode, stdout, stderr } = await captureRun('--help');
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(stdout).toContain('130 stopped');
  });

  it('prints the help on stderr and ends with 2 when nothing was asked', async () => {
    const { exitCode, stdout, stderr } = await captureRun();
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: havc');
  });

  it.each(COMMANDS)('has help with examples for %s', async (command) => {
    const { exitCode, stdout } = await captureRun(command, '--help');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Examples:\\n  .*havc ${command}`, 'm'));
    expect((await captureRun('help', command)).stdout).toBe(stdout);
  });

  it('says in the help of --model that the built-in one gives preview colours', async () => {
    const { stdout } = await captureRun('colorize', '--help');
    const model = /--model <model>([\s\S]*?)--device/.exec(stdout)![1]!.replaceAll(/\s+/g, ' ');
    const phrase = 'preview colours from the built-in model';
    expect(model).toContain(phrase);
    expect(PREVIEW_NOTICE).toContain(phrase);
  });

  it.each<[string[], RegExp]>([
    [['colourize'], /^havc: unknown command 'colourize'\n\(Did you mean colorize\?\)/],
    [['colorize', 'a.mp4', '--modle', 'x'], /^havc: unknown option '--modle'\n\(Did you mean --model\?\)/],
    [['colorize'], /^havc: missing required argument 'input'/],
    [['colorize', 'a.mp4', 'b.mp4'], /^havc: too many arguments/],
    [['colorize', 'a.mp4', '--codec', 'divx'], /^havc: option '--codec <codec>' argument 'divx' is invalid/],
    [['colorize', 'a.mp4', '--start', 'soon'], /^havc: --start must be a time such as .* got "soon"/],
    [['colorize', 'a.mp4', '--crf', '99'], /^havc: --crf must be a whole number from 0 to 63, got "99"/],
    [['colorize', 'a.mp4', '--size', '4.5'], /^havc: --size must be a whole number from 16 to 4096, got "4.5"/],
    [
      ['colorize', 'a.mp4', '--render-factor', '3'],
      /^havc: --render-factor must be a whole number from 4 to 64, got "3"/,
    ],
    [['colorize', 'a.mp4', '--video-blend', '1.5'], /^havc: --video-blend must be a number from 0 to 1, got "1.5"/],
    [['colorize', 'a.mp4', '--encoder-args', "'-x"], /^havc: --encoder-args has a ' that is not closed/],
    [
      ['colorize', 'a.mp4', '--model', 'deoldify'],
      /^havc: There is no model "deoldify". There are: compact, deoldify-video, .*, identity\./,
    ],
    [['completion', 'tcsh'], /^havc: command-argument value 'tcsh' is invalid/],
  ])('ends %j with 2 and says why', async (argv, message) => {
    const { exitCode, stdout, stderr } = await captureRun(...argv);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('prints no stack with an error, and one with --debug', async () => {
    const plain = await captureRun('colorize', 'missing.mp4');
    expect(plain.exitCode).toBe(66);
    expect(plain.stderr).toMatch(/^havc: There is no file or folder "missing\.mp4".*\n$/);
    const debug = await captureRun('colorize', 'missing.mp4', '--debug');
    expect(debug.exitCode).toBe(66);
    expect(debug.stderr).toMatch(/^havc: There is no file[\s\S]*\n {4}at /);
  });

  it('tells a program of a failure in JSON', async () => {
    const { exitCode, stderr } = await captureRun('colorize', 'missing.mp4', '--progress', 'json');
    expect(exitCode).toBe(66);
    expect(JSON.parse(stderr)).toMatchObject({ event: 'run-failed', code: 'INPUT_MISSING', exitCode: 66 });
  });

  it('lists the models', async () => {
    const { stdout } = await captureRun('models');
    expect(stdout).toMatch(/^ {2}compact .*\(the default\)$/m);
    expect(JSON.parse((await captureRun('models', '--json')).stdout)).toMatchObject({
      models: MODELS.map(({ name }) => ({ name })),
    });
  });
});
