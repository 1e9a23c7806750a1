import { ensureWritable, planStill, readStill, type Still, type StillFormat, writeStill } from '@havc/media';
import { settleOverwrite } from '../overwrite.ts';
import type { DecisionSubject } from '../progress/run-event.ts';
import { openModels } from '../recipes/open-models.ts';
import { recipeFileReader } from '../recipes/recipe-files.ts';
import { planRecord, recipeRecord, writeRecipeRecord } from '../recipes/recipe-record.ts';
import { colorPicture } from './color-picture.ts';
import type { ColorizeContext, ColorizeRequest } from './colorize-request.ts';
import { defaultImageOutput } from './default-output.ts';
import { fileBytes } from './file-bytes.ts';
import { runStart } from './run-start.ts';
import { workingSize } from './working-size.ts';

const EXTENSIONS: Readonly<Record<StillFormat, string>> = { png: '.png', jpeg: '.jpg', webp: '.webp', tiff: '.tif' };

/**
 * Colours one image.
 *
 * @throws HavcError as `readStill`, the model and `writeStill` do.
 */
export async function colorizeImage(request: ColorizeRequest, context: ColorizeContext): Promise<void> {
  const { signal, reporter } = context;
  const { input, how } = request;
  const { recipe } = how;
  const { compile } = await import('@havc/presets');
  const startedAt = performance.now();
  const decide = (subject: DecisionSubject, message: string) =>
    reporter.tell({ event: 'decision-made', subject, message });
  const still = await readStill(input, { size: workingSize(recipe), signal });
  const output = request.output ?? defaultImageOutput(input, EXTENSIONS[still.format]);
  reporter.tell(runStart(request, output, 'image'));
  const overwrite = await settleOverwrite(output, [input], { ...context, overwrite: request.overwrite });
  await ensureWritable(output, { overwrite, inputs: [input] });
  const record = await planRecord(request, output, [input], context);
  const plan = await planStill(still, output);
  decide('input', describeStill(still));
  for (const note of plan.notes) decide('output', note);
  const models = await openModels([recipe], request.models, false, context);
  try {
    const readFile = recipeFileReader(how.folder);
    const [height, width] = still.image.shape as [number, number];
    const { stage } = await compile(recipe, { models, size: { width, height }, readFile, signal });
    const { image, before } = await colorPicture(stage, still.image);
    await writeStill(still, image, output, { overwrite, signal, ...(before && { before }) });
    if (record) {
      await writeRecipeRecord(record.path, await recipeRecord({ recipe, readFile }, models, input), record.overwrite);
    }
  } finally {
    await models.dispose();
  }
  reporter.tell({
    event: 'run-end',
    output,
    frames: 1,
    unit: 'images',
    failed: 0,
    skipped: 0,
    bytes: await fileBytes(output),
    seconds: (performance.now() - startedAt) / 1000,
  });
}

function describeStill(still: Still): string {
  const [height, width] = still.image.shape;
  const traits = [`${still.bitDepth} bits`, still.colorModel, ...(still.hasAlpha ? ['with alpha'] : [])].join(', ');
  return `Input: ${still.width}x${still.height} ${still.format}, ${traits}; the model sees ${width}x${height}.`;
}
