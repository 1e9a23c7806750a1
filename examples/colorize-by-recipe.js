// Colours a film as a recipe says: node examples/colorize-by-recipe.js film.mp4 colour.mp4 recipe.json
import { readFile } from 'node:fs/promises';
import { pipe } from '@havc/core';
import { decode, encode } from '@havc/media';
import { compile, createModelPool, explain, formatExplanation, parseRecipe } from '@havc/presets';

const [input, output, file] = process.argv.slice(2);
const recipe = parseRecipe(await readFile(file, 'utf8'), { name: file });
console.log(formatExplanation(explain(recipe)));

// Without the official weights the built-in model stands in.
const models = createModelPool({ allowFallback: true });
const film = await decode(input, { size: recipe.size });
const { stage } = await compile(recipe, { models, size: { width: film.width, height: film.height } });
const { frames } = await encode(film, pipe(film.frames, stage), output);
await models.dispose();
console.log(`${frames} frames written to ${output}, with ${models.loaded.map(({ name }) => name).join(' and ')}`);
