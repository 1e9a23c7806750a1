import { createRgbImage, type RgbImage } from '@havc/core';
import type { Picture } from './pictures.ts';
import { noiseTable, randomSource } from './random.ts';

/** A made clip and what is known of it. */
export interface Clip {
  readonly name: string;
  readonly frames: readonly RgbImage[];
  /** First frames of the shots that begin with a hard cut; frame 0 isn't among them. */
  readonly cuts: readonly number[];
  /** First and last frame of each cross-fade and fade through black. */
  readonly gradual: readonly (readonly [number, number])[];
}

/** What a clip looks like. Lengths are frames, speeds are pixels a frame, levels are 0..255. */
export interface ClipStyle {
  readonly name: string;
  readonly shots: number;
  /** Shots last at least this many frames. Default: 18. */
  readonly shortest?: number;
  /** Shots last less than this many frames. Default: 34. */
  readonly longest?: number;
  /** How fast the camera pans at most. Default: 1. */
  readonly pan?: number;
  /** Standard deviation of the grain. Default: 2.5. */
  readonly grain?: number;
  /** By how much the light of a frame differs at most, as a part. Default: 0.02. */
  readonly flicker?: number;
  /** Specks of dust a frame. Default: 2. */
  readonly dust?: number;
  /** Part of the frames with a scratch. Default: 0. */
  readonly scratches?: number;
  /** How many flashes of one or two frames there are in each shot. Default: 0. */
  readonly flashes?: number;
  /** How many spoilt frames (half of the picture torn away) there are in each shot. Default: 0. */
  readonly torn?: number;
  /** The light is multiplied by this. Default: 1. */
  readonly gain?: number;
  /** How a shot goes over into the next. Default: `cut`. */
  readonly transition?: 'cut' | 'cross-fade' | 'black';
  /** Whether all shots show the same picture, framed differently. Default: false. */
  readonly similar?: boolean;
  /** Whether something large crosses the picture in each shot. Default: false. */
  readonly crossing?: boolean;
  /** By how much the picture stands unsteadily, in pixels. Default: 0.3. */
  readonly weave?: number;
  /** Whether each picture is shown for this many frames, as in animation. Default: 1. */
  readonly hold?: number;
}

interface Shot {
  readonly picture: Picture;
  readonly length: number;
  readonly start: readonly [number, number];
  readonly speed: readonly [number, number];
  readonly zoom: number;
  readonly zoomSpeed: number;
  readonly object: readonly [number, number, number] | undefined;
}

/** Makes a clip of the style from some of the pictures. The same seed gives the same clip. */
export function makeClip(
  style: ClipStyle,
  pictures: readonly Picture[],
  seed: number,
  width = 240,
  height = 136,
): Clip {
  const random = randomSource(seed);
  const table = noiseTable(random);
  const shots = planShots(style, pictures, random, width, height);
  const fade = style.transition ?? 'cut';
  const frames: Float32Array[] = [];
  const cuts: number[] = [];
  const gradual: [number, number][] = [];
  const spoilt = new Set<number>();
  const flashes = new Map<number, number>();
  for (const [number, shot] of shots.entries()) {
    const film = Array.from({ length: shot.length }, (_, n) => view(shot, n, style, random, width, height));
    // Every third transition of a gradual clip is a hard cut all the same.
    const soft = number > 0 && fade !== 'cut' && number % 3 !== 0;
    const start = frames.length;
    if (soft && fade === 'cross-fade') {
      const length = Math.min(12 + Math.floor(random() * 10), shot.length - 4);
      const from = frames.length - length;
      for (let n = 0; n < length; n++) mix(frames[from + n]!, film[n]!, (n + 1) / (length + 1));
      gradual.push([from, from + length]);
      frames.push(...film.slice(length));
    } else {
      if (soft) {
        for (let n = 0; n < 10; n++) scale(frames[start - 1 - n]!, n / 10);
        for (let n = 0; n < 10; n++) scale(film[n]!, n / 10);
        gradual.push([start - 10, start + 10]);
      } else if (number > 0) cuts.push(start);
      frames.push(...film);
    }
    const inside = () => start + 5 + Math.floor(random() * (shot.length - 10));
    if (!soft) {
      for (let n = 0; n < (style.torn ?? 0); n++) spoilt.add(inside());
      for (let n = 0; n < (style.flashes ?? 0); n++) {
        const at = inside();
        const light = 60 + 140 * random();
        flashes.set(at, light);
        if (random() < 0.4) flashes.set(at + 1, light * 0.8);
      }
    }
  }
  const finished = frames.map((frame, n) =>
    finish(frame, style, random, table, width, height, flashes.get(n) ?? 0, spoilt.has(n)),
  );
  return { name: style.name, frames: finished, cuts, gradual };
}

function planShots(
  style: ClipStyle,
  pictures: readonly Picture[],
  random: () => number,
  width: number,
  height: number,
): Shot[] {
  const offset = Math.floor(random() * pictures.length);
  return Array.from({ length: style.shots }, (_, number): Shot => {
    const picture = pictures[(offset + (style.similar ? 0 : number)) % pictures.length]!;
    const shortest = style.shortest ?? 18;
    const length = shortest + Math.floor(random() * ((style.longest ?? 34) - shortest));
    const pan = (style.pan ?? 1) * (0.6 + 0.4 * random());
    const way = Math.PI * 2 * random();
    // Similar shots are framed side by side, like two cameras on one set.
    const corner = style.similar ? (number % 2) * 0.6 + 0.2 : random();
    return {
      picture,
      length,
      start: [corner * (picture.width - width), random() * (picture.height - height)],
      speed: [pan * Math.cos(way), 0.4 * pan * Math.sin(way)],
      zoom: style.similar ? 0.7 + 0.3 * random() : 0.6 + 0.6 * random(),
      zoomSpeed: (random() - 0.5) * 0.004,
      object: style.crossing
        ? [height * (0.35 + 0.15 * random()), random() < 0.5 ? -1 : 1, 30 + 190 * random()]
        : undefined,
    };
  });
}

/** What the camera sees in the shot's n-th frame. The picture goes on beyond its borders as its own mirror image. */
function view(
  shot: Shot,
  n: number,
  style: ClipStyle,
  random: () => number,
  width: number,
  height: number,
): Float32Array {
  const held = n - (n % (style.hold ?? 1));
  const weave = style.weave ?? 0.3;
  const zoom = shot.zoom * (1 + shot.zoomSpeed * held);
  const left = shot.start[0] + shot.speed[0] * held + (random() - 0.5) * 2 * weave;
  const top = shot.start[1] + shot.speed[1] * held + (random() - 0.5) * 2 * weave;
  const { data, width: columns, height: rows } = shot.picture;
  const frame = new Float32Array(width * height);
  const xs = Float64Array.from({ length: width }, (_, x) => reflect(left + x * zoom, columns - 1));
  for (let y = 0; y < height; y++) {
    const v = reflect(top + y * zoom, rows - 1);
    const row = Math.min(Math.floor(v), rows - 2);
    const down = v - row;
    for (let x = 0; x < width; x++) {
      const u = xs[x]!;
      const column = Math.min(Math.floor(u), columns - 2);
      const across = u - column;
      const at = row * columns + column;
      const upper = data[at]! + across * (data[at + 1]! - data[at]!);
      const lower = data[at + columns]! + across * (data[at + columns + 1]! - data[at + columns]!);
      frame[y * width + x] = upper + down * (lower - upper);
    }
  }
  if (shot.object) {
    const [radius, direction, level] = shot.object;
    const progress = (held / shot.length) * 1.6 - 0.3;
    const centre = (direction > 0 ? progress : 1 - progress) * width;
    for (let y = 0; y < height; y++) {
      for (let x = Math.max(0, Math.floor(centre - radius)); x < Math.min(width, centre + radius); x++) {
        const distance = ((x - centre) / radius) ** 2 + ((y - height * 0.55) / (radius * 1.2)) ** 2;
        if (distance < 1) frame[y * width + x] = level + 25 * Math.sin((x - centre) * 0.3) * Math.cos(y * 0.2);
      }
    }
  }
  return frame;
}

/** Light, dirt and grain, as one picture after another gets them. */
function finish(
  frame: Float32Array,
  style: ClipStyle,
  random: () => number,
  table: Float32Array,
  width: number,
  height: number,
  flash: number,
  torn: boolean,
): RgbImage {
  const gain = (style.gain ?? 1) * (1 + (random() - 0.5) * 2 * (style.flicker ?? 0.02));
  const grain = style.grain ?? 2.5;
  scale(frame, gain);
  if (torn) frame.fill(230, 0, Math.floor(frame.length * (0.5 + 0.3 * random())));
  for (let n = Math.round((style.dust ?? 2) * 2 * random()); n > 0; n--) speck(frame, width, height, random);
  if (random() < (style.scratches ?? 0)) {
    const x = Math.floor(random() * (width - 2));
    for (let y = 0; y < height; y++) frame[y * width + x] = 240;
  }
  const image = createRgbImage(width, height);
  let noise = Math.floor(random() * table.length);
  for (let i = 0, o = 0; i < frame.length; i++, o += 3) {
    noise = (noise + 1) % table.length;
    const value = Math.max(0, Math.min(255, Math.round(frame[i]! + flash + grain * table[noise]!)));
    image.data[o] = value;
    image.data[o + 1] = value;
    image.data[o + 2] = value;
  }
  return image;
}

function speck(frame: Float32Array, width: number, height: number, random: () => number): void {
  const [x0, y0] = [random() * width, random() * height];
  const radius = 1 + random() * random() * 9;
  const level = random() < 0.5 ? 5 : 245;
  for (let y = Math.max(0, Math.floor(y0 - radius)); y < Math.min(height, y0 + radius); y++) {
    for (let x = Math.max(0, Math.floor(x0 - radius)); x < Math.min(width, x0 + radius); x++) {
      if ((x - x0) ** 2 + (y - y0) ** 2 < radius * radius) frame[y * width + x] = level;
    }
  }
}

function mix(into: Float32Array, other: Float32Array, share: number): void {
  for (let i = 0; i < into.length; i++) into[i]! += share * (other[i]! - into[i]!);
}

function scale(frame: Float32Array, factor: number): void {
  for (let i = 0; i < frame.length; i++) frame[i]! *= factor;
}

function reflect(position: number, last: number): number {
  const wrapped = Math.abs(position) % (2 * last);
  return wrapped <= last ? wrapped : 2 * last - wrapped;
}
