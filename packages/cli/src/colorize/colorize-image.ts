import { ensureWritable, planStill, readStill, type Still, type StillFormat, writeStill } from '@havc/media';
import { recipeFileReader } from '@havc/presets';
import { noColors } from '../filter/color-watch.ts';
import { hasColors } from '../filter/has-colors.ts';
import { settleOverwrite } from '../overwrite.ts';
import { imageEnd } from '../progress/image-end.ts';
import type { DecisionSubject } from '../progress/run-event.ts';
import { lumaNotes } from '../recipes/luma-note.ts';
import { openModels } from '../recipes/open-models.ts';
import { recipeRecord } from '../recipes/recipe-record.ts';
import { planRecord, writeRecord } from '../recipes/record-file.ts';
import { colorPicture } from './color-picture.ts';
import { type ColorizeContext, type ColorizeRequest, inputFiles } from './colorize-request.ts';
import { defaultImageOutput } from './default-output.ts';
import { runStart } from './run-start.ts';
import { STILL_SIZE, stillWorkingSize } from './still-working-size.ts';
import type { Work } from './work.ts';

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
  const still = await readStill(input, { size: stillWorkingSize(recipe), signal });
  const output = request.output ?? defaultImageOutput(input, EXTENSIONS[still.format], request.work.suffix);
  reporter.tell(runStart(request, output, 'image'));
  const inputs = inputFiles(request);
  const overwrite = await settleOverwrite(output, inputs, { ...context, overwrite: request.overwrite });
  await ensureWritable(output, { overwrite, inputs });
  const planned = await planRecord(request, output, inputs, context);
  const plan = await planStill(still, output);
  decide('input', describeStill(still, request.work));
  if (request.work.needsColors && !hasColors(still.image)) decide('color', noColors('picture'));
  for (const note of plan.notes) decide('output', note);
  for (const note of lumaNotes(recipe)) decide('recipe', note);
  const models = await openModels([recipe], request.models, false, context);
  try {
    const readFile = recipeFileReader(how.folder);
    await using compiled = await compile(recipe, { models, size: STILL_SIZE, readFile, signal });
    const { image, before } = await colorPicture(compiled.stage, still.image);
    await writeStill(still, image, output, { overwrite, signal, ...(before && { before }) });
    if (planned) await writeRecord(planned, await recipeRecord({ recipe, readFile }, models, input), reporter);
  } finally {
    await models.dispose();
  }
  reporter.tell(await imageEnd(output, startedAt));
}

function describeStill(still: Still, { sees }: Work): string {
  const [height, width] = still.image.shape;
  const traits = [`${still.bitDepth} bits`, still.colorModel, ...(still.hasAlpha ? ['with alpha'] : [])].join(', ');
  return `Input: ${still.width}x${still.height} ${still.format}, ${traits}; ${sees} ${width}x${height}.`;
}
