// Compiles the folders of a package's assembly/ (AssemblyScript: TypeScript with vectors, see docs/architecture.md) to
// WebAssembly: assembly/color/index.ts becomes src/color/kernels.generated.ts, which holds the module as text. Run in the
// package's folder, before it is built or tested.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const asked = process.argv.slice(2);
for (const entry of readdirSync('assembly', { withFileTypes: true })) {
  if (entry.isDirectory() && (asked.length === 0 || asked.includes(entry.name))) await build(entry.name);
}

async function build(subject) {
  const wasm = await compile(`assembly/${subject}/index.ts`);
  const text = `// Written by scripts/build-simd.mjs out of assembly/${subject}.

/** The compiled kernels, ${wasm.length} bytes of WebAssembly in base64. */
export const KERNELS_WASM =
  '${Buffer.from(wasm).toString('base64')}';
`;
  const path = `src/${subject}/kernels.generated.ts`;
  // Left as it is where nothing changed, so that nothing that depends on it is built anew.
  if (text !== readIfThere(path)) writeFileSync(path, text);
}

async function compile(entry) {
  let wasm;
  const { error, stderr } = await asc.main(
    [
      entry,
      ...['-O3', '--converge', '--noAssert', '--enable', 'simd'],
      // Kernels have no objects: no collector, no heap, and nothing to import. Memory is 16 pages of 64 KB, and may
      // be made to grow.
      ...['--runtime', 'stub', '--use', 'abort=', '--initialMemory', '16'],
      ...['--outFile', 'kernels.wasm'],
    ],
    {
      readFile: (name) => readIfThere(name) ?? null,
      writeFile: (_, contents) => {
        wasm = contents;
      },
    },
  );
  if (error) {
    process.stderr.write(stderr.toString());
    process.exit(1);
  }
  return wasm;
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
