import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureRun } from '../testing/capture-run.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'havc-completion-'));
  writeFileSync(join(folder, 'a film.mp4'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

const script = async (shell: string) => (await captureRun('completion', shell)).stdout;

/** A shell that isn't there is told of by name, and its tests are skipped. */
function isMissing(shell: string): boolean {
  const missing = spawnSync(shell, ['-c', 'true']).error !== undefined;
  if (missing) process.stderr.write(`Skipped: the completion for ${shell} can't be tried, for there is no ${shell}.\n`);
  return missing;
}

describe.skipIf(isMissing('bash'))('the completion for bash', () => {
  const complete = async (...words: string[]) => {
    const list = words.map((word) => `'${word}'`).join(' ');
    const ask = `COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _havc; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const out = execFileSync('bash', ['--norc', '-c', `${await script('bash')}\n${ask}`], {
      cwd: folder,
      encoding: 'utf8',
    });
    return out.split('\n').filter((line) => line !== '');
  };

  it.each<[string[], string[]]>([
    [
      ['havc', 'co'],
      ['colorize', 'compare', 'completion'],
    ],
    [['havc', 'colorize', '--cod'], ['--codec']],
    [
      ['havc', 'colorize', 'film.mp4', '--codec', ''],
      ['h264', 'h265', 'av1', 'vp9', 'prores', 'ffv1'],
    ],
    [
      ['havc', 'colorize', '--device', 'c'],
      ['cpu', 'cuda', 'coreml'],
    ],
    [
      ['havc', 'completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['havc', 'help', 'd'], ['doctor']],
    [['havc', 'colorize', 'a'], ['a film.mp4']],
    [
      ['havc', 'colorize', '--preset', 'very'],
      ['veryslow', 'veryfast'],
    ],
    [
      ['havc', 'colorize', '--color-fix', 'yellow/'],
      ['yellow/orange', 'yellow/green'],
    ],
    [['havc', 'colorize', '--comb-method', 'chromab'], ['chromabound-adaptive']],
    [
      ['havc', 'recipe', ''],
      ['list', 'show', 'diff', 'from-havc', 'schema', '--help'],
    ],
    [['havc', 'fi'], ['filter']],
    [['havc', 'filter', '--ch'], ['--chain']],
    [
      ['havc', 'filter', 'film.mp4', '--codec', ''],
      ['h264', 'h265', 'av1', 'vp9', 'prores', 'ffv1'],
    ],
    [['havc', 'filter', 'a'], ['a film.mp4']],
    [['havc', 'filter', 'film.mp4', '--chain', 'a'], ['a film.mp4']],
    [['havc', 'colorize', '-o', 'a'], ['a film.mp4']],
    [['havc', 'doctor', ''], []],
    [
      ['havc', 'models', ''],
      ['list', 'fetch', 'import', 'verify', 'path', 'remove', 'graph', 'licenses', '--json', '--debug', '--help'],
    ],
    [['havc', 'models', 'fetch', '--off'], ['--offline']],
    [
      ['havc', 'scenes', 'film.mp4', '--detector', ''],
      ['adaptive', 'luma', 'edges', 'motion', 'keyframe'],
    ],
    [
      ['havc', 'scenes', '--picture'],
      ['--pictures', '--picture-at', '--picture-format'],
    ],
    [['havc', 'scenes', 'a'], ['a film.mp4']],
    [
      ['havc', 'refs', ''],
      ['export', '--help'],
    ],
    [['havc', 'refs', 'export', '--seq'], ['--sequence']],
    [
      ['havc', 'refs', 'export', 'film.mp4', '--format', ''],
      ['jpg', 'png'],
    ],
    [['havc', 'refs', 'export', 'a'], ['a film.mp4']],
    [['havc', 'models', 'fetch', 'eccv16', 'sig'], ['siggraph17']],
    [['havc', 'models', 'import', 'x.pth', '--as', 'ecc'], ['eccv16']],
    [['havc', 'models', 'import', 'a'], ['a film.mp4']],
    [
      ['havc', 'models', '--json', 'licenses', '--licenses', ''],
      ['any', 'permissive'],
    ],
  ])('completes %j', async (words, replies) => {
    expect(await complete(...words)).toEqual(replies);
  });
});

describe.skipIf(isMissing('fish'))('the completion for fish', () => {
  const complete = async (line: string) => {
    const file = join(folder, 'havc.fish');
    writeFileSync(file, await script('fish'));
    const out = execFileSync('fish', ['--no-config', '-c', `source ${file}; complete -C '${line}'`], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, HOME: folder },
    });
    return out
      .split('\n')
      .filter((reply) => reply !== '')
      .map((reply) => reply.split('\t')[0]);
  };

  it.each<[string, string[]]>([
    ['havc co', ['colorize', 'compare', 'completion']],
    ['havc colorize --cod', ['--codec']],
    ['havc colorize --codec h', ['h264', 'h265']],
    ['havc completion z', ['zsh']],
    ['havc help d', ['doctor']],
    ['havc models f', ['fetch']],
    ['havc models fetch sig', ['siggraph17']],
    ['havc models import --as ecc', ['eccv16']],
  ])('completes "%s"', async (line, replies) => {
    expect((await complete(line)).sort()).toEqual(replies);
  });
});

describe.skipIf(isMissing('zsh'))('the completion for zsh', () => {
  it('is a script that zsh can read, and defines the function', async () => {
    const file = join(folder, '_havc');
    writeFileSync(file, await script('zsh'));
    execFileSync('zsh', ['--no-rcs', '-n', file]);
    const out = execFileSync(
      'zsh',
      ['--no-rcs', '-c', `autoload -Uz compinit; compinit -D -u; source ${file}; print $_comps[havc]; whence -w _havc`],
      { encoding: 'utf8', env: { ...process.env, HOME: folder } },
    );
    expect(out).toBe('_havc\n_havc: function\n');
  });
});

describe('the script for zsh', () => {
  it('knows the values of options', async () => {
    expect(await script('zsh')).toContain(
      "'--codec[of the output (default\\: h264)]:value:(h264 h265 av1 vp9 prores ffv1)'",
    );
  });
});
