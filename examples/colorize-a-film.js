// Colours a film and keeps its sound: node examples/colorize-a-film.js film.mp4 colour.mp4
import { mapFrames, pipe } from '@havc/core';
import { decode, encode } from '@havc/media';
import { compact } from '@havc/models-compact';

const [input, output] = process.argv.slice(2);
const colorizer = await compact();
const film = await decode(input);
const colored = pipe(
  film.frames,
  mapFrames(async (frame) => ({ ...frame, image: await colorizer.colorize(frame.image) }), { concurrency: 3 }),
);
const { frames } = await encode(film, colored, output);
await colorizer.dispose();
console.log(`${frames} frames written to ${output}`);
