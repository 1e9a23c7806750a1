import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let clone: string;
beforeEach(() => {
  clone = realpathSync(mkdtempSync(join(tmpdir(), 'havc-clone-')));
  mkdirSync(join(clone, 'scripts'));
  mkdirSync(join(clone, 'films'));
  copyFileSync(fileURLToPath(new URL('havc.mjs', import.meta.url)), join(clone, 'scripts', 'havc.mjs'));
});
afterEach(() => rmSync(clone, { recursive: true }));

/** A stand-in for the command, which tells what it was given. */
const MAIN = `console.log(JSON.stringify({ argv: process.argv.slice(2), cwd: process.cwd() }));`;
const makeMain = () => {
  mkdirSync(join(clone, 'packages', 'cli', 'dist'), { recursive: true });
  writeFileSync(join(clone, 'packages', 'cli', 'dist', 'main.js'), MAIN);
};
const writeSetup = (code: string) => writeFileSync(join(clone, 'scripts', 'setup.mjs'), code);

function start(argv: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { npm_lifecycle_event: _event, INIT_CWD: _folder, ...rest } = process.env;
  const result = spawnSync(process.execPath, [join(clone, 'scripts', 'havc.mjs'), ...argv], {
    cwd: clone,
    encoding: 'utf8',
    env: { ...rest, ...environment },
  });
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}

describe('npm run havc', () => {
  it('runs the built command in the folder that npm was called in', () => {
    makeMain();
    const { status, stdout } = start(['info', 'a film.mp4', '--json'], {
      npm_lifecycle_event: 'havc',
      INIT_CWD: join(clone, 'films'),
    });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ argv: ['info', 'a film.mp4', '--json'], cwd: join(clone, 'films') });
  });

  it('stays where it is when it is run without npm, or by a script of another name', () => {
    makeMain();
    expect(JSON.parse(start([]).stdout)).toMatchObject({ cwd: clone });
    const other = start([], { npm_lifecycle_event: 'demo', INIT_CWD: join(clone, 'films') });
    expect(JSON.parse(other.stdout)).toMatchObject({ cwd: clone });
  });

  it('does the set-up first where nothing is built, with all its talk on stderr', () => {
    writeSetup(`
      import { mkdirSync, writeFileSync } from 'node:fs';
      console.log('building');
      const dist = new URL('../packages/cli/dist/', import.meta.url);
      mkdirSync(dist, { recursive: true });
      writeFileSync(new URL('main.js', dist), ${JSON.stringify(MAIN)});
    `);
    const { status, stdout, stderr } = start(['doctor']);
    expect(status).toBe(0);
    expect(stderr).toBe('building\n');
    expect(JSON.parse(stdout)).toMatchObject({ argv: ['doctor'] });
  });

  it('ends with the exit code of a set-up that fails', () => {
    writeSetup('process.exit(3);');
    expect(start(['doctor'])).toMatchObject({ status: 3, stdout: '' });
  });
});
