import { HavcError } from '@havc/core';
import type { MediaInfo } from '../probe/media-info.ts';
import type { EncodeMetadata } from './encode-options.ts';

/** The tag of Matroska and WebM that holds the recipe. */
export const RECIPE_TAG = 'HAVC_RECIPE';

const MAX_RECIPE_BYTES = 64 << 10;
const MAX_COMMENT_BYTES = 1 << 10;

/** QuickTime counts the bytes of a text in 16 bits. */
const MAX_QUICKTIME_BYTES = 65_000;

/** Windows allows 32,767 characters for a whole command; the rest of ours takes some thousand. */
const MAX_WINDOWS_CHARACTERS = 24_000;

/** Containers whose `comment` ffmpeg writes, and what else they have for a recipe. */
const RECIPE_IN: Readonly<Record<string, 'tag' | 'comment'>> = {
  matroska: 'tag',
  webm: 'tag',
  mp4: 'comment',
  mov: 'comment',
  avi: 'comment',
};

/** Tags to write, and what the user should be told about those that aren't. */
export interface ProvenanceTags {
  readonly tags: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/**
 * What of `options.metadata` goes into which tag of the output. A comment of the source is not replaced, unless it begins
 * as `options.metadata.replaces` says.
 *
 * @throws HavcError `OPTION_INVALID` for a text that is too long or has a character that no tag can hold.
 */
export function provenanceTags(
  info: Pick<MediaInfo, 'comment'>,
  container: string,
  { recipe, comment, replaces = [] }: EncodeMetadata = {},
  platform: NodeJS.Platform = process.platform,
): ProvenanceTags {
  ensureText(recipe, 'recipe', MAX_RECIPE_BYTES);
  ensureText(comment, 'comment', MAX_COMMENT_BYTES);
  if ((recipe ?? comment) === undefined || container === 'yuv4mpegpipe') return { tags: {}, notes: [] };
  const place = RECIPE_IN[container];
  if (place === undefined) {
    return { tags: {}, notes: [`${container} has no place for how the film was made: .mkv and .mp4 have.`] };
  }
  const notes: string[] = [];
  const hasOwn = info.comment !== undefined && !replaces.some((start) => info.comment!.startsWith(start));
  let kept = recipe;
  if (kept !== undefined && platform === 'win32' && kept.length + (comment?.length ?? 0) > MAX_WINDOWS_CHARACTERS) {
    notes.push('The recipe is left out of the film: it is longer than a command may be on Windows.');
    kept = undefined;
  }
  if (place === 'tag') {
    const ownComment = hasOwn ? undefined : comment;
    return {
      tags: {
        ...(kept === undefined ? {} : { [RECIPE_TAG]: kept }),
        ...(ownComment === undefined ? {} : { comment: ownComment }),
      },
      notes,
    };
  }
  if (hasOwn) {
    return {
      tags: {},
      notes: [`The film's own comment is kept, so how it was made is not written into it: .mkv has room.`],
    };
  }
  const text = [comment, kept].filter((part) => part !== undefined).join('\n');
  if (kept !== undefined && Buffer.byteLength(text) > MAX_QUICKTIME_BYTES) {
    notes.push('The recipe is left out of the film: it is too long for a comment. .mkv has room.');
    return { tags: comment === undefined ? {} : { comment }, notes };
  }
  return { tags: text === '' ? {} : { comment: text }, notes };
}

/** ffmpeg's arguments for the tags. Arguments are no shell text: nothing in them is escaped, and nothing needs to be. */
export function tagArguments({ tags }: ProvenanceTags): string[] {
  return Object.entries(tags).flatMap(([name, text]) => ['-metadata', `${name}=${text}`]);
}

function ensureText(text: string | undefined, name: string, maxBytes: number): void {
  if (text === undefined) return;
  const option = `options.metadata.${name}`;
  if (typeof text !== 'string' || text === '') {
    throw new HavcError('OPTION_INVALID', `${option} must be a text that isn't empty, got ${JSON.stringify(text)}.`);
  }
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) {
    throw new HavcError('OPTION_INVALID', `${option} must have at most ${maxBytes} bytes, got ${bytes}.`);
  }
  // A tag ends at the first NUL; half of a pair of surrogates is no character, and would come back as another.
  if (text.includes('\0') || /\p{Surrogate}/u.test(text)) {
    throw new HavcError('OPTION_INVALID', `${option} must be Unicode text without NUL characters.`);
  }
}
