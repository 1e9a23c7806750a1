import { defineConfig, type Options } from 'tsup';

type Plugin = NonNullable<Options['plugins']>[number];

/**
 * How each package is built. `options` are what a package has of its own.
 *
 * @param options - for tsup; entries beside `src/index.ts` for what isn't imported by name.
 */
export function library(options: Options = {}): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry: ['src/index.ts'],
    format: 'esm',
    dts: { entry: 'src/index.ts' },
    clean: true,
    target: 'node20',
    sourcemap: true,
    plugins: [keepConstants()],
    ...options,
  });
}

/**
 * esbuild writes a module's constants as `var` when it bundles. V8 takes `const` numbers for what they are, and loads
 * `var` anew wherever they occur, checking its type: a kernel with shifts by such a number takes half again as long
 * (measured with replaceLuma, Node 20). So constants, known by their upper-case names, become `const` again.
 */
function keepConstants(): Plugin {
  return {
    name: 'keep-constants',
    renderChunk(code, { map }) {
      return { code: code.replace(/^var (?=[A-Z][A-Z0-9_]* = )/gm, 'const '), ...(map ? { map } : {}) };
    },
  };
}
