import { join } from 'node:path';
import { throwIfAborted } from '@havc/core';
import { type Elapsed, measure } from '../machine/stopwatch.ts';
import { createFilmMaker } from '../speed/pipeline/films.ts';
import { runIdentity, transcode } from '../speed/pipeline/pipelines.ts';
import type { GuardContext, GuardDefinition, GuardGroup } from './guard-group.ts';

const WIDTH = 854;
const HEIGHT = 480;
const FRAMES = 100;
/** Pairs of runs after the warm-up. */
const PAIRS = 4;

// Margins: of eighteen measurements on 2 virtual cores, the ratio of clocks lay between 0.7 and 1.7, as it depends on what
// else waits for the cores, and that of processor times between 1.40 and 1.69. The best of three counts.
const CLOCK: GuardDefinition = {
  ...{ name: 'pipeline, clock', unit: 'x', direction: 'lower', margin: { relative: 0.5 } },
  why: 'time of decode, no change, encode by that of the same transcode in ffmpeg alone: what waits or copies makes it longer',
};

const PROCESSOR: GuardDefinition = {
  ...{ name: 'pipeline, processor', unit: 'x', direction: 'lower', margin: { relative: 0.25 } },
  why: 'processor time of the same two, all processes: work that the pipeline adds; what else runs hardly shows in it',
};

/** What the pipeline costs that decodes, changes nothing and encodes, beside ffmpeg's transcode with the same settings. */
export function pipelineGroup(): GuardGroup {
  // Only Linux tells the processor time of children.
  const definitions = process.platform === 'linux' ? [CLOCK, PROCESSOR] : [CLOCK];
  return { isTimed: true, dependsOnNode: false, definitions, measure: measurePipeline };
}

async function measurePipeline({ photographs, scratch, say, signal }: GuardContext) {
  say('pipeline against ffmpeg');
  const films = createFilmMaker({ folder: scratch, photographs, width: WIDTH, height: HEIGHT });
  const film = await films.old(FRAMES, 'light grain');
  const output = join(scratch, 'out.mp4');
  const pairs: { readonly ours: Elapsed; readonly peer: Elapsed }[] = [];
  for (let pair = -1; pair < PAIRS; pair++) {
    throwIfAborted(signal);
    const ours = await measure(() => runIdentity(film, output));
    const peer = await measure(() => transcode(film, output));
    if (pair >= 0) pairs.push({ ours, peer });
  }
  // What was disturbed least, of each.
  const least = (of: (elapsed: Elapsed) => number) =>
    Math.min(...pairs.map(({ ours }) => of(ours))) / Math.min(...pairs.map(({ peer }) => of(peer)));
  return {
    [CLOCK.name]: least(({ seconds }) => seconds),
    [PROCESSOR.name]: least(({ cpuSeconds }) => cpuSeconds ?? Number.NaN),
  };
}
