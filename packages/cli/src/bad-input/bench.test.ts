import { mkdir, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { row } from './row.ts';

const report = ['bench', 'report'];
const color = ['bench', 'color'];

/** The least that results can be. */
const RESULTS = {
  ...{ format: 'havc-bench', version: 1, command: 'havc bench', havc: '0.0.0', seconds: 1 },
  environment: {
    ...{ date: '2026-01-01T00:00:00.000Z', machine: 'one', cores: 1, memoryGigabytes: 1, system: 'linux x64' },
    ...{ node: 'v20.19.0', ffmpeg: '7.0', onnxruntime: '1.30.0', load: 0 },
  },
};

/** Results with one thumbnail, of that path. */
function resultsWith(image: string): string {
  const color = {
    ...{ testSet: { name: 'x', source: 'y', pictures: [] }, methods: [], differences: [], merges: [] },
    ...{ thumbnails: [{ picture: '01', method: 'truth', image }], heatMapMaximum: 30 },
  };
  return JSON.stringify({ ...RESULTS, color });
}

row('results that are a film', {
  prepare: ({ path }) => writeFile(path('results.json'), Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x93, 0x42])),
  command: report,
  argv: ['results.json', '-o', 'out'],
});

row('results of a later version', {
  prepare: ({ path }) => writeFile(path('results.json'), JSON.stringify({ ...RESULTS, version: 9 })),
  command: report,
  argv: ['results.json', '-o', 'out'],
});

row('results that are nested too deeply', {
  prepare: ({ path }) => writeFile(path('results.json'), `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  command: report,
  argv: ['results.json', '-o', 'out'],
});

row("results with somebody else's picture", {
  prepare: ({ path }) => writeFile(path('results.json'), resultsWith('../../secret.png')),
  command: report,
  argv: ['results.json', '-o', 'out'],
});

row('runs to compare that are missing', { command: ['bench', 'compare'], argv: ['a.json', 'b.json'] });

row('a truth without pictures', {
  prepare: ({ path }) => mkdir(path('truth')),
  command: color,
  argv: ['--truth', 'truth', '--models', 'compact'],
});

row('a truth without colours', {
  async prepare({ path }) {
    await mkdir(path('truth'));
    await sharp({ create: { width: 32, height: 32, channels: 3, background: '#777' } }).toFile(path('truth', 'a.png'));
  },
  command: color,
  argv: ['--truth', 'truth', '--models', 'compact'],
});

row('a test set that reaches out of its folder', {
  async prepare({ path }) {
    await mkdir(path('set'));
    const panel = { x: 0, y: 0, w: 8, h: 8 };
    const sheets = { '../../Image_01.jpg': { original: panel, DD: panel } };
    await writeFile(path('set', 'panels.json'), JSON.stringify({ groups: { sheets: { original: panel } }, sheets }));
    await writeFile(path('set', 'published.json'), JSON.stringify({ source: 'somewhere', models: { DD: 'DDColor' } }));
  },
  command: color,
  argv: ['--test-set', 'set', '--models', 'compact'],
});

row('a report where a file is', {
  prepare: ({ path }) => writeFile(path('report'), 'precious'),
  command: color,
  argv: ['--models', 'identity', '-o', 'report'],
});

row('a benchmark without its weights', {
  command: color,
  argv: ['--presets', 'medium'],
  env: ({ path }) => ({ HAVC_HOME: path('models') }),
});
