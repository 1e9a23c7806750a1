import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeOldFilm } from '../../benchmarks/dist/old-film.js';
import { probe } from '../../packages/media/dist/index.js';
import { runColorize } from './run-colorize.mjs';
import { drawBeforeAfter, drawContactSheet } from './show-frames.mjs';

const PHOTOGRAPHS = fileURLToPath(new URL('../../media', import.meta.url));

/** Where in the film the frames of the pictures are, 0..1: each shot at least once, none in the cross-fade. */
const BEST_MOMENT = 0.97;
const MOMENTS = [0.02, 0.21, 0.26, 0.41, 0.5, 0.66, 0.8, BEST_MOMENT];

/**
 * Makes the old film, colours it with the command that a user would run, and draws pictures of the result.
 *
 * @param {object} options
 * @param {string} options.folder where the files go; made if need be, what is in it under the same names is replaced.
 * @param {number} [options.width] of the film in pixels.
 * @param {number} [options.height] of the film in pixels.
 * @param {number} [options.frames] of the film, at 25 a second.
 * @param {(line: string) => void} [options.print]
 * @returns {Promise<number>} the exit code of the command that colours: 0 when all went well.
 */
export async function runDemo({ folder, width = 1280, height = 720, frames = 300, print = console.log }) {
  const startedAt = performance.now();
  const file = (name) => join(folder, name);
  const input = file('input.mp4');
  const output = file('colorized.mp4');
  await mkdir(folder, { recursive: true });

  print(`1. An old film: pans and zooms over four photographs, three cuts, a cross-fade, film grain, a soundtrack.`);
  await makeOldFilm(input, { photographs: PHOTOGRAPHS, width, height, frames });
  const made = seconds(startedAt);
  print(`   ${fromHere(input)}: ${frames} frames, ${width}x${height}, black and white, made in ${made} s.`);

  print(`2. Its colours: havc colorize ${fromHere(input)} -o ${fromHere(output)} -y`);
  const run = await runColorize({ input: fromHere(input), output: fromHere(output), folder: here() }, (line) =>
    print(`   ${line}`),
  );
  if (run.exitCode !== 0) return run.exitCode;

  const drawingAt = performance.now();
  const before = (await probe(input)).otherTracks.map(({ kind, codec }) => `${kind} ${codec}`);
  const after = (await probe(output)).otherTracks.map(({ kind, codec }) => `${kind} ${codec}`);
  if (before.join() !== after.join() || before.length === 0) {
    print(`The sound is lost: the input has ${before.join() || 'none'}, the output ${after.join() || 'none'}.`);
    return 1;
  }
  await drawBeforeAfter({ input, output, frame: Math.floor(BEST_MOMENT * frames), path: file('before-after.png') });
  const chosen = MOMENTS.map((moment) => Math.floor(moment * frames));
  await drawContactSheet({ input, output, frames: chosen, path: file('contact-sheet.png') });

  print(`3. What came of it:`);
  const results = [
    [input, 'black and white'],
    [output, `in colour, with its sound (${after.join()}, copied)`],
    [file('colorized.mp4.recipe.json'), 'how it was coloured: as --recipe it does the same to another film'],
    [file('before-after.png'), 'one frame, before and after'],
    [file('contact-sheet.png'), `${chosen.length} frames, before and after`],
  ].map(([path, what]) => [fromHere(path), what]);
  const column = Math.max(...results.map(([path]) => path.length)) + 3;
  for (const [path, what] of results) print(`   ${path.padEnd(column)}${what}`);
  print(`4. What took how long:`);
  print(`   making the film       ${made} s`);
  print(`   first coloured frame  ${run.firstFrameSeconds.toFixed(1)} s after the command was started`);
  print(`   colouring, encoding   ${run.seconds.toFixed(1)} s, ${(frames / run.seconds).toFixed(1)} frames a second`);
  print(`   the encoder's tail    ${run.tailSeconds.toFixed(1)} s of these, after the last coloured frame`);
  print(`   pictures              ${seconds(drawingAt)} s`);
  print(`   all together          ${seconds(startedAt)} s`);
  print(`5. What to try next:`);
  print(`   npm run -s havc -- colorize your-film.mp4            colours a film of your own, beside it`);
  print(`   npm run -s havc -- colorize your-photo.jpg           or a photograph, or a folder of them`);
  print(`   npm run -s havc -- colorize film.mp4 --start 1:00 --end 1:10 -o sample.mp4    ten seconds of it first`);
  print(
    `   npm run -s havc -- preview your-film.mp4 --presets built-in,medium --allow-fallback    a contact sheet, to decide by`,
  );
  print(`   npm run -s havc -- compare ${fromHere(input)} ${fromHere(output)}    both in one picture`);
  print(`   npm run -s havc -- doctor                            what this machine has, and what would make it faster`);
  return 0;
}

/** The folder that the user is in; npm itself runs scripts in the repository's. */
function here() {
  return process.env.INIT_CWD ?? process.cwd();
}

/** A path as it would be typed there. */
function fromHere(path) {
  return relative(here(), path);
}

function seconds(since) {
  return ((performance.now() - since) / 1000).toFixed(1);
}
