// A stage of one's own: colours come up over the first seconds of a film.
//   node examples/fade-into-color.js film.mp4 faded.mp4 2
import { mapFrames, pipe } from '@havc/core';
import { decode, encode } from '@havc/media';
import { compact } from '@havc/models-compact';

/** A stage is an async generator from frames to frames. Only the chroma of its images reaches the film. */
function fadeIntoColor(seconds) {
  return async function* (frames) {
    for await (const frame of frames) {
      if (frame.time < seconds) dull(frame.image.data, frame.time / seconds);
      yield frame;
    }
  };
}

/** Moves each pixel towards its own gray; `color` is 0 for gray, 1 for all of its colour. */
function dull(rgb, color) {
  for (let i = 0; i < rgb.length; i += 3) {
    const gray = 0.2126 * rgb[i] + 0.7152 * rgb[i + 1] + 0.0722 * rgb[i + 2];
    for (let c = i; c < i + 3; c++) rgb[c] = gray + color * (rgb[c] - gray);
  }
}

const [input, output, seconds = '2'] = process.argv.slice(2);
const colorizer = await compact();
const film = await decode(input);
const colorize = async (frame) => ({ ...frame, image: await colorizer.colorize(frame.image) });
const stages = [mapFrames(colorize, { concurrency: 3 }), fadeIntoColor(Number(seconds))];
await encode(film, pipe(film.frames, ...stages), output);
await colorizer.dispose();
console.log(`Colours come up over the first ${seconds} seconds of ${output}`);
