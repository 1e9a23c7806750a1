import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { createPlane, createRgbImage, HavcError, type Plane, rgbToGray } from '@havc/core';
import { locateFfmpeg } from '@havc/media';
import sharp from 'sharp';
import { createPicture, takePicture } from './camera.ts';
import { createDeveloper, developChroma, NO_CHROMA } from './develop.ts';
import { CHANNELS, makeSoundtrack, SAMPLE_RATE } from './soundtrack.ts';
import { STORYBOARD, shotStarts, sightsAt } from './storyboard.ts';

/** What {@link makeOldFilm} takes. */
export interface OldFilmOptions {
  /** Folder of the four photographs: `media` in the repository. */
  readonly photographs: string;
  /** Even numbers of pixels. Default 1280 by 720. */
  readonly width?: number;
  readonly height?: number;
  /** Frames a second, a whole number. Default 25. */
  readonly frameRate?: number;
  /** Default 300: twelve seconds. */
  readonly frames?: number;
  /** Strength of the film grain in codes of 0..255; 0 for none. Default 4. */
  readonly grain?: number;
  /** Default true. */
  readonly sound?: boolean;
  /**
   * Whether it keeps the photographs' colours, in 4:4:4: the truth of the film that is made without. Its luma is the same,
   * which is BT.601's; so is the matrix that it names. Default false.
   */
  readonly colors?: boolean;
  /** ffmpeg's arguments for the picture. Default: H.264 at a high quality. */
  readonly encoderArguments?: readonly string[];
}

const DEFAULT_ENCODER = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '19'];

/**
 * Writes a black-and-white film of about twelve seconds, made of four photographs: pans, zooms, three hard cuts and a
 * cross-fade, film grain, and a soundtrack. H.264 with gray chroma (4:2:0, BT.709, limited range) and AAC.
 *
 * With `colors` it is the film that this one would be in colour. The same options give the same pictures and tones on every machine; the compressed bytes depend on ffmpeg.
 *
 * @param path - where to write; what is there is replaced.
 * @throws HavcError `OPTION_INVALID`, `FFMPEG_MISSING`, `FFMPEG_FAILED` with what ffmpeg said.
 */
export async function makeOldFilm(path: string, options: OldFilmOptions): Promise<void> {
  const { width = 1280, height = 720, frameRate = 25, frames = 300, grain = 4, sound = true, colors = false } = options;
  ensureEven(width, 'width');
  ensureEven(height, 'height');
  const photographs = await readPhotographs(options.photographs);
  const develop = createDeveloper({ grain });
  const picture = createPicture(width, height);
  const second = createPicture(width, height);
  const layers: readonly (keyof Photograph)[] = colors ? ['luma', 'blue', 'red'] : ['luma'];
  const size = width * height;

  const { ffmpeg } = await locateFfmpeg();
  const format = colors ? 'yuv444p' : 'yuv420p';
  const shape = ['-s', `${width}x${height}`, '-r', `${frameRate}`];
  const audio = ['-f', 's16le', '-ar', `${SAMPLE_RATE}`, '-ac', `${CHANNELS}`, '-i', 'pipe:3'];
  const tags = ['-colorspace', colors ? 'smpte170m' : 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
  const args = [
    ...['-hide_banner', '-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', format, ...shape, '-i', 'pipe:0'],
    ...(sound ? [...audio, '-c:a', 'aac', '-b:a', '160k'] : []),
    ...(options.encoderArguments ?? DEFAULT_ENCODER),
    ...['-pix_fmt', format, '-color_range', 'tv', ...tags, '-movflags', '+faststart', path],
  ];
  const encoder = startEncoder(ffmpeg, args, sound);
  const seconds = frames / frameRate;
  encoder.sound?.end(soundtrackBytes(seconds));

  for (let frame = 0; frame < frames && encoder.isRunning(); frame++) {
    const [sight, other] = sightsAt(frame / frames);
    const planes = new Uint8Array(size * (colors ? 3 : 1.5)).fill(NO_CHROMA, size);
    for (const [at, layer] of layers.entries()) {
      takePicture(photographs.get(sight!.shot.photograph)![layer], sight!.view, picture);
      if (other) {
        takePicture(photographs.get(other.shot.photograph)![layer], other.view, second);
        mix(picture.data, second.data, other.weight);
      }
      const plane = planes.subarray(at * size, (at + 1) * size);
      if (layer === 'luma') develop(picture, plane);
      else developChroma(picture, plane);
    }
    await encoder.write(planes);
  }
  await encoder.end();
}

/** Seconds at which the shots of such a film begin. */
export function shotSeconds(seconds: number): readonly number[] {
  return shotStarts().map(({ at }) => at * seconds);
}

function soundtrackBytes(seconds: number): Buffer {
  return Buffer.from(makeSoundtrack(seconds, shotSeconds(seconds)).buffer);
}

/** A photograph as its luma and its chroma, full range. */
interface Photograph {
  readonly luma: Plane;
  readonly blue: Plane<Float32Array>;
  readonly red: Plane<Float32Array>;
}

async function readPhotographs(folder: string): Promise<ReadonlyMap<string, Photograph>> {
  const names = new Set(STORYBOARD.map(({ photograph }) => photograph));
  const photographs = new Map<string, Photograph>();
  for (const name of names) {
    const { data, info } = await sharp(join(folder, name)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const luma = rgbToGray(createRgbImage(info.width, info.height, data));
    // ITU-R BT.601: differences from luma, scaled to reach as far as luma does.
    const chroma = (channel: number, scale: number) =>
      createPlane(
        info.width,
        info.height,
        Float32Array.from(luma.data, (tone, i) => (data[3 * i + channel]! - tone) / scale),
      );
    photographs.set(name, { luma, blue: chroma(2, 1.772), red: chroma(0, 1.402) });
  }
  return photographs;
}

function mix(into: Float32Array, other: Float32Array, weight: number): void {
  for (let i = 0; i < into.length; i++) into[i]! += weight * (other[i]! - into[i]!);
}

interface Encoder {
  readonly sound: Writable | undefined;
  isRunning(): boolean;
  /** Resolves when the next picture can be written. */
  write(planes: Uint8Array): Promise<void>;
  end(): Promise<void>;
}

function startEncoder(program: string, args: readonly string[], withSound: boolean): Encoder {
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe', withSound ? 'pipe' : 'ignore'] });
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const closed = once(child, 'close').then(([code]) => code as number | null);
  const stdin = child.stdin!;
  const sound = (child.stdio as unknown as (Writable | null)[])[3] ?? undefined;
  // When ffmpeg ends early its pipes break; its exit says why.
  for (const pipe of [stdin, sound]) pipe?.on('error', () => {});
  return {
    sound,
    isRunning: () => child.exitCode === null,
    async write(planes) {
      if (!stdin.write(planes)) await Promise.race([once(stdin, 'drain'), closed]);
    },
    async end() {
      stdin.end();
      const code = await closed;
      if (code === 0) return;
      const why = said.trim() || `ended with ${code}`;
      throw new HavcError('FFMPEG_FAILED', `ffmpeg could not make the old film: ${why}`, { details: { args } });
    },
  };
}

function ensureEven(value: number, name: string): void {
  if (Number.isInteger(value) && value >= 2 && value % 2 === 0) return;
  throw new HavcError('OPTION_INVALID', `options.${name} must be an even number of pixels from 2, got ${value}.`);
}
