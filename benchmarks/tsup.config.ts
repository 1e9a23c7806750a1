import { copyFile, cp, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { library } from '../tsup.base.ts';

export default library({
  entry: {
    index: 'src/index.ts',
    'old-film': 'src/old-film/index.ts',
    guard: 'src/guard/guard.ts',
    // A process of its own, so that its memory and time are those of one run.
    'throughput-process': 'src/speed/throughput/throughput-process.ts',
  },
  dts: { entry: { index: 'src/index.ts', 'old-film': 'src/old-film/index.ts' } },
  onSuccess: copyFiles,
});

/** What isn't built is put beside the code: peers in Python, and the photographs that films are made of. */
async function copyFiles(): Promise<void> {
  for (const path of await readdir('src', { recursive: true })) {
    if (path.endsWith('.py')) await copyFile(join('src', path), join('dist', basename(path)));
  }
  await cp('../media', 'dist/media', { recursive: true });
}
