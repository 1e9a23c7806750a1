import { writeFile } from 'node:fs/promises';
import { HavcError } from '@havc/core';
import { ensureWritable, reserveOutput } from '@havc/media';
import { explain, formatExplanation, readBounded, recipeFromHavc } from '@havc/presets';
import type { CommandContext } from '../command-context.ts';
import { settleOverwrite } from '../overwrite.ts';
import { onOneLine } from '../progress/format.ts';
import { createLinesReporter } from '../progress/lines-reporter.ts';

/** Scripts are short; this is a thousand times as much. */
const MAX_SCRIPT_BYTES = 1 << 20;

/** What `havc recipe from-havc` was asked for. */
export interface TranslateRequest {
  readonly call: string | undefined;
  readonly file: string | undefined;
  readonly output: string | undefined;
  readonly explain: boolean;
  readonly overwrite: boolean | undefined;
}

/**
 * Translates a call of HAVC into a recipe.
 *
 * @throws HavcError `RECIPE_INVALID` for what can't be translated; `OPTION_INVALID`, and as files do.
 */
export async function translateHavc(request: TranslateRequest, context: CommandContext): Promise<void> {
  const { streams, signal } = context;
  const { recipe, warnings } = recipeFromHavc(await readCall(request));
  for (const { message, line } of warnings) {
    streams.stderr.write(`${request.file === undefined ? '' : `line ${line}: `}${onOneLine(message)}\n`);
  }
  const text = request.explain ? formatExplanation(explain(recipe)) : JSON.stringify(recipe, null, 2);
  if (request.output === undefined) {
    streams.stdout.write(`${text}\n`);
    return;
  }
  const inputs = request.file === undefined ? [] : [request.file];
  const reporter = createLinesReporter(streams.stderr, { progress: false });
  const overwrite = await settleOverwrite(request.output, inputs, {
    ...{ overwrite: request.overwrite, streams, signal, reporter },
  });
  await ensureWritable(request.output, { overwrite, inputs });
  await using output = await reserveOutput(request.output, { overwrite, inputs });
  await writeFile(output.temporaryPath, `${text}\n`);
  await output.commit();
}

async function readCall({ call, file }: TranslateRequest): Promise<string> {
  if (call !== undefined && file !== undefined) {
    throw new HavcError('OPTION_INVALID', 'There are a call and --file: give one of them.');
  }
  if (file !== undefined) return (await readBounded(file, MAX_SCRIPT_BYTES, 'script')).toString('utf8');
  if (call !== undefined) return call;
  throw new HavcError(
    'OPTION_INVALID',
    `There is nothing to translate: give a call in quotes, 'HAVC_main(clip, Preset="fast")', or a script with --file.`,
  );
}
