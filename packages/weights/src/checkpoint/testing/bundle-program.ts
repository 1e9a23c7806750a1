import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/**
 * Makes a program of this folder into one JavaScript file that `node` runs in another process: what is tested there is
 * the source as it is, and not what was built last.
 *
 * Not part of the package.
 *
 * @param name - the program's file, e.g. `read-folder.ts`.
 * @returns the path of the file in `folder`.
 */
export async function bundleProgram(name: string, folder: string): Promise<string> {
  await build({
    entry: [fileURLToPath(new URL(name, import.meta.url))],
    outDir: folder,
    format: 'esm',
    target: 'node20',
    outExtension: () => ({ js: '.mjs' }),
    noExternal: [/.*/],
    config: false,
    silent: true,
    clean: false,
  });
  return `${folder}/${basename(name, '.ts')}.mjs`;
}
