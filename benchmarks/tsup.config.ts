import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { run: 'src/run.ts', 'old-film': 'src/old-film/index.ts' },
  format: 'esm',
  dts: { entry: { 'old-film': 'src/old-film/index.ts' } },
  clean: true,
  target: 'node20',
  sourcemap: true,
});
