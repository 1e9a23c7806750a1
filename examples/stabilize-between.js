// A stabiliser between two stages of one's own: colours that flicker, and a border around the calm ones.
//   node examples/stabilize-between.js film.mp4 calm.mp4
import { mapFrames, pipe } from '@havc/core';
import { detectScenes, saturate, stabilizeChroma } from '@havc/filters';
import { decode, encode } from '@havc/media';
import { compact } from '@havc/models-compact';

const [input, output] = process.argv.slice(2);
const colorizer = await compact();
const film = await decode(input);
const colorize = async (frame) => ({ ...frame, image: await colorizer.colorize(frame.image) });

/** A stage is an async generator: here one that gives every second frame half of its colour. */
async function* flicker(frames) {
  for await (const frame of frames) {
    yield frame.index % 2 === 0 ? frame : { ...frame, image: saturate(frame.image, 0.5) };
  }
}

/** Another one, after the stabiliser: colours come up over the first second. */
async function* fadeIn(frames) {
  for await (const frame of frames) yield { ...frame, image: saturate(frame.image, Math.min(1, frame.time)) };
}

const calm = stabilizeChroma({ frames: 7 });
const stages = [detectScenes(), mapFrames(colorize, { concurrency: 3 }), flicker, calm, fadeIn];
const { frames } = await encode(film, pipe(film.frames, ...stages), output);
await colorizer.dispose();
console.log(`${frames} frames written to ${output}`);
