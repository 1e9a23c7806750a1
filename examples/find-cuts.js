// Prints where a film cuts: frames that look quite unlike the one before them.
//   node examples/find-cuts.js film.mp4
import { meanDeltaE2000 } from '@havc/core';
import { decode } from '@havc/media';

/** Mean CIEDE2000 from one frame to the next: a few for motion and grain, tens for another picture. */
const THRESHOLD = 12;

const film = await decode(process.argv[2], { size: 90, originals: false });
let previous;
for await (const { index, time, image } of film.frames) {
  const difference = previous ? meanDeltaE2000(previous, image) : 0;
  if (difference > THRESHOLD) console.log(`cut at frame ${index}, ${time.toFixed(2)} s, dE ${difference.toFixed(1)}`);
  previous = image;
}
