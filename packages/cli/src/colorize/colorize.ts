import { HavcError } from '@havc/core';
import type { ColorizeContext, ColorizeRequest } from './colorize-request.ts';
import { type InputKind, inputKind } from './input-kind.ts';

/**
 * Colours what the request names, by the kind of thing it is.
 *
 * @throws HavcError as the kinds do; `OPTION_INVALID` for an option that means nothing for this kind.
 */
export async function colorize(request: ColorizeRequest, context: ColorizeContext): Promise<void> {
  const kind = await inputKind(request.input);
  if (kind === 'film' || kind === 'pipe') {
    const { colorizeFilm } = await import('./colorize-film.ts');
    return colorizeFilm(request, context);
  }
  ensureNoFilmOptions(request, kind);
  if (kind === 'image') {
    const { colorizeImage } = await import('./colorize-image.ts');
    return colorizeImage(request, context);
  }
  const { colorizeImages } = await import('./colorize-images.ts');
  return colorizeImages(request, kind, context);
}

const WORDS = { image: 'an image', folder: 'a folder of images', sequence: 'a sequence of images' } as const;

function ensureNoFilmOptions(request: ColorizeRequest, kind: Exclude<InputKind, 'film' | 'pipe'>): void {
  const { codec, crf, encoderArguments, pixelFormat, unheldTracks } = request.encoding;
  const filmOptions = {
    '--start': request.start,
    '--end': request.end,
    '--codec': codec,
    '--crf': crf,
    '--encoder-args': encoderArguments,
    '--tracks': unheldTracks,
    '--pixel-format': pixelFormat,
  };
  for (const [option, value] of Object.entries(filmOptions)) {
    if (value === undefined) continue;
    throw new HavcError(
      'OPTION_INVALID',
      `${option} is for films, and ${JSON.stringify(request.input)} is ${WORDS[kind]}: leave it out.`,
      { details: { option } },
    );
  }
  if (request.output === '-') {
    throw new HavcError(
      'OPTION_INVALID',
      `-o - writes y4m, which is for films: name a file or a folder for ${WORDS[kind]}.`,
      {
        details: { option: '--output' },
      },
    );
  }
}
