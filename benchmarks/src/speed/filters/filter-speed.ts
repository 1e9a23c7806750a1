import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HavcError, type RgbImage } from '@havc/core';
import { findPython, type PythonPeer, startPython } from '../../peers/python.ts';
import { median } from '../../statistics/median.ts';
import type { Benchmark, BenchmarkContext, Row } from '../benchmark.ts';
import { createPicture } from '../kernels/pictures.ts';
import { differenceOf } from './compare-results.ts';
import { createFilterContests } from './filter-contests.ts';

/** A program that imports what the peer needs and prints its versions. */
const PEER_VERSIONS = `
import cv2, numpy, PIL
print(f"OpenCV {cv2.__version__}, numpy {numpy.__version__}, Pillow {PIL.__version__}")
`;

/** Runs before the clock counts: until the compiler has settled. */
const WARM_UPS = 4;
/** Measured runs for each repeat that the scale asks for. */
const RUNS_A_REPEAT = 5;

/** The filters on one picture, against the same written with numpy, OpenCV and Pillow. */
export const filterSpeed: Benchmark = {
  name: 'filter-speed',
  summary:
    'filters of @havc/filters on one picture, against numpy, OpenCV and Pillow on one thread where they are there',
  async run(context) {
    const rows: Row[] = [];
    for (const [width, height] of context.scale.filterSizes)
      rows.push(...(await measure(this.name, width, height, context)));
    return rows;
  },
};

async function measure(benchmark: string, width: number, height: number, context: BenchmarkContext): Promise<Row[]> {
  const pictures = [createPicture(width, height, 1), createPicture(width, height, 2)] as const;
  const python = findPython(PEER_VERSIONS);
  if (!python) context.say('OpenCV, numpy and Pillow are not installed for python3: no peer');
  const peer = python && (await startFilterPeer(python.python, pictures, context.folder));
  const rows: Row[] = [];
  try {
    for (const { name, ours, atLeast, tolerance } of createFilterContests(...pictures)) {
      if (peer) {
        const path = join(context.folder, 'result');
        await peer.ask(`${name}\t${path}`);
        const difference = differenceOf(ours(), await readFile(path), tolerance);
        if (difference)
          throw new HavcError('INPUT_UNSUPPORTED', `${name} and its peer don't give the same: ${difference}.`);
      }
      const mine: number[] = [];
      const theirs: number[] = [];
      for (let run = -WARM_UPS; run < RUNS_A_REPEAT * context.scale.repeats; run++) {
        const own = milliseconds(ours);
        const other = peer && Number(await peer.ask(name));
        if (run < 0) continue;
        mine.push(own);
        if (other !== undefined) theirs.push(other);
      }
      const measure = `${name}, ${height}p`;
      rows.push({ benchmark, measure, value: median(mine), unit: 'ms', samples: mine });
      if (theirs.length === 0) continue;
      const ratios = theirs.map((time, at) => time / mine[at]!);
      const note = `${python!.versions}: ${median(theirs).toFixed(1)} ms`;
      rows.push({
        ...{ benchmark, measure: `${measure}, peer / ours`, unit: 'x', target: { atLeast }, note },
        ...{ value: median(ratios), samples: ratios },
      });
      context.say(`${measure}: ${median(mine).toFixed(2)} ms, ${median(ratios).toFixed(2)} x`);
    }
  } finally {
    peer?.end();
  }
  return rows;
}

/** Starts the peer with the pictures in files of a folder. */
async function startFilterPeer(
  python: string,
  pictures: readonly [RgbImage, RgbImage],
  folder: string,
): Promise<PythonPeer> {
  const [height, width] = pictures[0].shape as [number, number];
  const paths = pictures.map((_, at) => join(folder, `picture-${width}x${height}-${at}.rgb`));
  await Promise.all(pictures.map(({ data }, at) => writeFile(paths[at]!, data)));
  // Built, scripts lie beside the code as they do here.
  const script = fileURLToPath(new URL('./opencv_peer.py', import.meta.url));
  try {
    return await startPython(python, [script, String(width), String(height), ...paths]);
  } catch (cause) {
    throw new HavcError('INPUT_UNSUPPORTED', `The peer in Python can't start: ${(cause as Error).message}`, { cause });
  }
}

function milliseconds(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
