// Writes the JSON Schema of recipes into the built package, for editors.

import { writeFileSync } from 'node:fs';
import { recipeJsonSchema } from '../dist/index.js';

writeFileSync(
  new URL('../dist/recipe.schema.json', import.meta.url),
  `${JSON.stringify(recipeJsonSchema(), null, 2)}\n`,
);
