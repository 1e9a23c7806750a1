// Prints the cuts of a film as JSON.
//   node examples/scene-cuts.js film.mp4
import { pipe } from '@havc/core';
import { detectScenes } from '@havc/filters';
import { decode } from '@havc/media';

const film = await decode(process.argv[2], { size: 240, originals: false });
const cuts = [];
for await (const { index, time, scene } of pipe(film.frames, detectScenes())) {
  if (scene.cut && index > 0) cuts.push({ frame: index, time: Number(time.toFixed(3)) });
}
console.log(JSON.stringify(cuts));
