import { library } from '../../tsup.base.ts';

export default library({
  // Names of presets and models alone, for a program's help text: without the schema's library.
  entry: ['src/index.ts', 'src/names.ts'],
  dts: { entry: ['src/index.ts', 'src/names.ts'] },
  splitting: true,
});
