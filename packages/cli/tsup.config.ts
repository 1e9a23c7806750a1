import { library } from '../../tsup.base.ts';

export default library({
  entry: ['src/index.ts', 'src/main.ts'],
  // Commands are loaded when they are called: `havc --help` must not wait for ffmpeg or ONNX code.
  splitting: true,
});
