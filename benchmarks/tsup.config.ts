import { copyFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { library } from '../tsup.base.ts';

export default library({
  entry: {
    run: 'src/run.ts',
    'old-film': 'src/old-film/index.ts',
    // A process of its own, so that its memory and time are those of one run.
    'throughput-process': 'src/speed/throughput/throughput-process.ts',
  },
  dts: { entry: { 'old-film': 'src/old-film/index.ts' } },
  onSuccess: copyScripts,
});

/** Peers in Python aren't built: they are put beside the code that starts them. */
async function copyScripts(): Promise<void> {
  for (const path of await readdir('src', { recursive: true })) {
    if (path.endsWith('.py')) await copyFile(join('src', path), join('dist', basename(path)));
  }
}
