import { fileURLToPath } from 'node:url';

/**
 * The path of a file in a package's `dist` folder, for code that runs from `dist` and, under the test runner, from
 * `src`: another process can load only what was built.
 *
 * @param from - the caller's `import.meta.url`, of a module directly in `src` or `dist`.
 * @param name - the built file's name.
 */
export function builtFile(from: string, name: string): string {
  return fileURLToPath(new URL(`../dist/${name}`, from));
}
