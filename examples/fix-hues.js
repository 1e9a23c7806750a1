// Calms a range of hues in a folder of coloured pictures; their luma stays as it is.
//   node examples/fix-hues.js pictures fixed "290:330,rose|0.4,0"
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { adjustHues, parseHueExpression } from '@havc/filters';
import { listImages, readStill, writeStill } from '@havc/media';

const [folder, output, text] = process.argv.slice(2);
const expression = parseHueExpression(text);
await mkdir(output, { recursive: true });
for (const path of (await listImages(folder)).images) {
  const still = await readStill(path);
  await writeStill(still, adjustHues(still.image, expression), join(output, basename(path)));
  console.log(basename(path));
}
