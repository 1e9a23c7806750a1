import { basename, dirname, extname, join } from 'node:path';
import { HavcError } from '@havc/core';
import { compareFilms, stillFormatOf } from '@havc/media';
import type { ColorizeContext } from '../colorize/colorize-request.ts';
import { fileBytes } from '../colorize/file-bytes.ts';
import { inputKind } from '../colorize/input-kind.ts';
import { settleOverwrite } from '../overwrite.ts';
import { compareImages } from './compare-images.ts';
import type { CompareRequest } from './compare-request.ts';

/**
 * Puts two films or two images into one.
 *
 * @throws HavcError `OPTION_INVALID` unless both are films or both are images; as reading and writing them do.
 */
export async function compare(request: CompareRequest, context: ColorizeContext): Promise<void> {
  const startedAt = performance.now();
  const { a, b, layout } = request;
  const kinds = [await inputKind(a), await inputKind(b)] as const;
  const kind = kinds[0];
  if (kind !== kinds[1] || (kind !== 'film' && kind !== 'image')) {
    throw new HavcError(
      'OPTION_INVALID',
      `havc compare takes two films or two images, not ${JSON.stringify(a)} (${kinds[0]}) and ${JSON.stringify(b)} (${kinds[1]}).`,
    );
  }
  const output = request.output ?? defaultCompareOutput(b, kind);
  const overwrite = await settleOverwrite(output, [a, b], { ...context, overwrite: request.overwrite });
  const options = { layout, overwrite, signal: context.signal };
  if (kind === 'film') await compareFilms(a, b, output, options);
  else await compareImages(a, b, output, options);
  context.reporter.tell({
    event: 'run-end',
    output,
    frames: 1,
    unit: kind === 'film' ? 'films' : 'images',
    failed: 0,
    skipped: 0,
    bytes: await fileBytes(output),
    seconds: (performance.now() - startedAt) / 1000,
  });
}

/** The comparison beside the result: `film.color.compare.mp4`, for an image in its own format. */
export function defaultCompareOutput(b: string, kind: 'film' | 'image'): string {
  const own = extname(b);
  const isImageName = kind === 'image' && stillFormatOf(b) !== undefined;
  const extension = kind === 'film' ? '.mp4' : isImageName ? own : '.png';
  const stem = basename(b, kind === 'film' || isImageName ? own : '');
  return join(dirname(b), `${stem}.compare${extension}`);
}
