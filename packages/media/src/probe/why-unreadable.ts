import { open } from 'node:fs/promises';
import { MOST_FILM_PIXELS } from '../ffmpeg/input.ts';
import { sniffStill } from '../still/sniff-still.ts';

/** Why a file is no film that can be read, and what to do about it: two parts of a message. */
export interface Unreadable {
  /** Goes on after the file's name: "has no index (moov)". */
  readonly what: string;
  /** A sentence. */
  readonly advice: string;
}

/** Demuxers whose files lead to other files or addresses. */
const PLAYLISTS = new Set(['concat', 'dash', 'hls', 'imf', 'rtsp', 'sdp', 'webm_dash_manifest']);

const PLAYLIST: Unreadable = {
  what: 'is a playlist, which leads to other files or addresses: these are never opened',
  advice: 'Name the film itself, or make one file of it with a tool that you trust to follow it.',
};

/**
 * Says why ffprobe couldn't read a file: by what it complained of, and by the first bytes of the file.
 *
 * @param messages - lines of ffprobe's stderr.
 */
export async function whyUnreadable(path: string, messages: readonly string[]): Promise<Unreadable> {
  const tooLarge = whyTooLarge(messages);
  if (tooLarge) return tooLarge;
  const start = await firstBytes(path);
  const refused = firstMatch(messages, /^\[(\w+)[ ,].*Format not on whitelist/)?.[1];
  if (PLAYLISTS.has(refused ?? '') || /^\uFEFF?(#EXTM3U|ffconcat version |<MPD)/.test(start)) return PLAYLIST;
  if (refused) {
    return { what: `is of a kind that isn't opened (${refused})`, advice: 'Choose a file with a film in it.' };
  }
  const sniffed = await sniffStill(path).catch(() => undefined);
  const name = sniffed?.kind === 'other' ? sniffed.name : undefined;
  if (name !== undefined && !name.startsWith('a film')) {
    return {
      what: `is ${name}${name === 'text' ? ', whatever its name says' : ''}`,
      advice: 'Choose a file with a film in it.',
    };
  }
  if (start.slice(4, 8) === 'ftyp' && messages.some((line) => line.includes('moov atom not found'))) {
    return {
      what: 'has no index (moov): it was cut off, or is still being written',
      advice: 'Copy or download it again; a broken recording may be mended with a repair tool.',
    };
  }
  const last = messages.at(-1)?.replace(`file:${path}: `, '').slice(0, 200) ?? 'ffprobe said nothing';
  return { what: `can't be read as a film (${last})`, advice: 'It may be damaged, cut off, or no film.' };
}

/** What ffprobe found too large to be decoded, if it did. */
export function whyTooLarge(messages: readonly string[]): Unreadable | undefined {
  for (const line of messages) {
    const [, width = '0', height = '0'] = /Picture size (\d+)x(\d+) (?:is invalid|exceeds)/.exec(line) ?? [];
    if (Number(width) * Number(height) > MOST_FILM_PIXELS) return tooLarge(Number(width), Number(height));
  }
  return undefined;
}

/** The words for pictures of more than {@link MOST_FILM_PIXELS}. */
export function tooLarge(width: number, height: number): Unreadable {
  return {
    what: `promises pictures of ${width}x${height} pixels, and ${MOST_FILM_PIXELS / 1e6} million are the most`,
    advice: 'If they are real, scale the film down first; if not, its header is damaged.',
  };
}

function firstMatch(lines: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  for (const line of lines) {
    const match = pattern.exec(line);
    if (match) return match;
  }
  return undefined;
}

async function firstBytes(path: string): Promise<string> {
  const bytes = Buffer.alloc(64);
  try {
    const file = await open(path, 'r');
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0).finally(() => file.close());
    return bytes.toString('utf8', 0, bytesRead);
  } catch {
    return ''; // ffprobe has met the same error, and said so
  }
}
