import { library } from '../tsup.base.ts';

export default library({
  entry: { run: 'src/run.ts', 'old-film': 'src/old-film/index.ts' },
  dts: { entry: { 'old-film': 'src/old-film/index.ts' } },
});
