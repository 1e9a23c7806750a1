import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/main.ts'],
  format: 'esm',
  dts: { entry: 'src/index.ts' },
  clean: true,
  target: 'node20',
  sourcemap: true,
  // Commands are loaded when they are called: `havc --help` must not wait for ffmpeg or ONNX code.
  splitting: true,
});
