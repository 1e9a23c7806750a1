import { ensureWritable, planStill, readStill, type Still, type StillFormat, writeStill } from '@havc/media';
import { introduceModel } from '../models/introduce-model.ts';
import { loadModel } from '../models/load-model.ts';
import { settleOverwrite } from '../overwrite.ts';
import type { DecisionSubject } from '../progress/run-event.ts';
import { cliVersion } from '../version.ts';
import type { ColorizeContext, ColorizeRequest } from './colorize-request.ts';
import { defaultImageOutput } from './default-output.ts';
import { fileBytes } from './file-bytes.ts';

const EXTENSIONS: Readonly<Record<StillFormat, string>> = { png: '.png', jpeg: '.jpg', webp: '.webp', tiff: '.tif' };

/**
 * Colours one image.
 *
 * @throws HavcError as `readStill`, the model and `writeStill` do.
 */
export async function colorizeImage(request: ColorizeRequest, context: ColorizeContext): Promise<void> {
  const { signal, reporter } = context;
  const { input, size } = request;
  const startedAt = performance.now();
  const decide = (subject: DecisionSubject, message: string) =>
    reporter.tell({ event: 'decision-made', subject, message });
  const still = await readStill(input, { size, signal });
  const output = request.output ?? defaultImageOutput(input, EXTENSIONS[still.format]);
  reporter.tell({ event: 'run-start', version: cliVersion(), input, output, kind: 'image', model: request.model });
  const overwrite = await settleOverwrite(output, [input], { ...context, overwrite: request.overwrite });
  await ensureWritable(output, { overwrite, inputs: [input] });
  const plan = await planStill(still, output);
  decide('input', describeStill(still));
  for (const note of plan.notes) decide('output', note);
  const model = await loadModel(request.model, {
    ...{ device: request.device, settings: request.settings, film: false, signal },
    onNotice: (message) => decide('model', message),
  });
  try {
    const colored = await introduceModel(model, decide).colorize(still.image, { signal });
    await writeStill(still, colored, output, { overwrite, signal });
  } finally {
    await model.colorizer.dispose();
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
