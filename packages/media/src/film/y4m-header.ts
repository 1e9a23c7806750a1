import type { Readable } from 'node:stream';
import { HavcError } from '@havc/core';
import { MOST_FILM_PIXELS } from '../ffmpeg/input.ts';
import type { ColorTags, MediaInfo, Rational, VideoTrack } from '../probe/media-info.ts';
import { parsePixelFormat } from '../probe/pixel-format.ts';
import { tooLarge } from '../probe/why-unreadable.ts';

const MAGIC = 'YUV4MPEG2 ';

/** Real headers have under 200 bytes. */
const LONGEST_HEADER = 4096;

/** Sampling names of y4m and the pixel formats they stand for. */
const PIXEL_FORMATS: Readonly<Record<string, string>> = {
  '420': 'yuv420p',
  '420jpeg': 'yuv420p',
  '420mpeg2': 'yuv420p',
  '420paldv': 'yuv420p',
  '411': 'yuv411p',
  '422': 'yuv422p',
  '444': 'yuv444p',
  mono: 'gray',
  '420p10': 'yuv420p10le',
  '422p10': 'yuv422p10le',
  '444p10': 'yuv444p10le',
  mono10: 'gray10le',
  '420p12': 'yuv420p12le',
  '422p12': 'yuv422p12le',
  '444p12': 'yuv444p12le',
  mono12: 'gray12le',
  '420p16': 'yuv420p16le',
  '422p16': 'yuv422p16le',
  '444p16': 'yuv444p16le',
  mono16: 'gray16le',
};

/**
 * Reads the first line of a y4m stream and puts everything back, so that the stream can be passed on whole.
 *
 * @throws HavcError `INPUT_UNREADABLE` where the stream is empty, no y4m, or of a sampling that isn't known;
 * `INPUT_UNSUPPORTED` where its pictures have more than 100 million pixels.
 */
export async function readY4mHeader(stream: Readable): Promise<MediaInfo> {
  const bytes = await peek(stream);
  if (bytes.length === 0) throw notY4m('Nothing came in on stdin.');
  const newline = bytes.indexOf(0x0a);
  if (newline === -1 || newline > LONGEST_HEADER || !bytes.subarray(0, MAGIC.length).equals(Buffer.from(MAGIC))) {
    throw notY4m('What comes in on stdin is not y4m (it does not begin with YUV4MPEG2).');
  }
  return parseY4mHeader(bytes.toString('latin1', 0, newline));
}

/** @param line - the first line of a y4m stream, without its end. */
export function parseY4mHeader(line: string): MediaInfo {
  const fields = line.slice(MAGIC.length).split(' ').filter(Boolean);
  const field = (name: string) => fields.find((text) => text.startsWith(name))?.slice(name.length);
  const width = Number(field('W'));
  const height = Number(field('H'));
  if (
    !(
      Number.isInteger(width) &&
      width > 0 &&
      width <= 65_535 &&
      Number.isInteger(height) &&
      height > 0 &&
      height <= 65_535
    )
  ) {
    throw notY4m(`The y4m header gives no usable size: ${JSON.stringify(line.slice(0, 200))}.`);
  }
  if (width * height > MOST_FILM_PIXELS) {
    const { what, advice } = tooLarge(width, height);
    throw new HavcError('INPUT_UNSUPPORTED', `The y4m on stdin ${what}. ${advice}`, { details: { width, height } });
  }
  const sampling = field('C') ?? '420jpeg';
  const pixelFormat = PIXEL_FORMATS[sampling];
  if (pixelFormat === undefined) {
    const known = Object.keys(PIXEL_FORMATS).join(', ');
    throw notY4m(`The y4m sampling C${sampling} isn't known here; known are ${known}.`);
  }
  const range = field('XCOLORRANGE=');
  const color: ColorTags = {
    range: range === 'FULL' ? 'full' : range === 'LIMITED' ? 'limited' : undefined,
    matrix: undefined,
    primaries: undefined,
    transfer: undefined,
  };
  const frameRate = ratio(field('F')) ?? { numerator: 25, denominator: 1 };
  const interlacing = field('I');
  const video: VideoTrack = {
    streamIndex: 0,
    codec: 'rawvideo',
    width,
    height,
    pixelFormat: parsePixelFormat(pixelFormat),
    color,
    sampleAspectRatio: ratio(field('A')) ?? { numerator: 1, denominator: 1 },
    rotation: 0,
    fieldOrder: interlacing === 't' ? 'top-first' : interlacing === 'b' ? 'bottom-first' : 'progressive',
    timeBase: { numerator: frameRate.denominator, denominator: frameRate.numerator },
    averageFrameRate: frameRate,
    nominalFrameRate: frameRate,
    variableFrameRate: false,
    duration: undefined,
    frameCount: undefined,
    frameCountExact: false,
  };
  return {
    path: '-',
    container: 'yuv4mpegpipe',
    size: undefined,
    duration: undefined,
    startTime: 0,
    video,
    otherTracks: [],
    chapterCount: 0,
  };
}

/** The first bytes of a stream, up to a line's end or more than a header has. They stay in the stream, unless it ends there. */
function peek(stream: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = () => {
      stream.off('readable', onReadable);
      stream.off('end', onEnd);
      stream.off('error', onError);
    };
    const onEnd = () => {
      settle();
      resolve(Buffer.concat(chunks));
    };
    const onReadable = () => {
      for (;;) {
        const chunk = stream.read() as Buffer | null;
        if (chunk === null) return;
        chunks.push(chunk);
        length += chunk.length;
        if (chunk.includes(0x0a) || length > LONGEST_HEADER) break;
      }
      settle();
      const bytes = Buffer.concat(chunks);
      // At once: a stream that has given its last byte, and gets none back, has ended when this turn of the loop is over.
      stream.unshift(bytes);
      resolve(bytes);
    };
    const onError = (cause: Error) => {
      settle();
      reject(new HavcError('INPUT_UNREADABLE', `stdin could not be read: ${cause.message}.`, { cause }));
    };
    stream.on('readable', onReadable);
    stream.once('end', onEnd);
    stream.once('error', onError);
    if (stream.readableEnded) onEnd();
  });
}

function ratio(text: string | undefined): Rational | undefined {
  const match = /^(\d+):(\d+)$/.exec(text ?? '');
  const numerator = Number(match?.[1] ?? 0);
  const denominator = Number(match?.[2] ?? 0);
  return numerator > 0 && denominator > 0 ? { numerator, denominator } : undefined;
}

function notY4m(what: string): HavcError {
  return new HavcError(
    'INPUT_UNREADABLE',
    `${what} Pipe y4m in, e.g. \`vspipe -c y4m script.vpy - | havc colorize - -o -\` or \`ffmpeg -i film.mkv -f yuv4mpegpipe -\`.`,
  );
}
