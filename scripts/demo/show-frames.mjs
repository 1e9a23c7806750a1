import sharp from 'sharp';
import { decode } from '../../packages/media/dist/index.js';

const BACKGROUND = '#16161a';

/**
 * Draws one frame of two films side by side, with a thin line between them.
 *
 * @param {{ input: string, output: string, frame: number, path: string }} options
 */
export async function drawBeforeAfter({ input, output, frame, path }) {
  const range = { size: 720, start: { frame }, end: { frame: frame + 1 }, originals: false };
  const pair = await Promise.all([input, output].map((film) => readFrames(film, [frame], range)));
  const [[before], [after]] = pair;
  const gap = 4;
  await sheet(
    2 * before.width + gap,
    before.height,
    [
      { picture: before, left: 0, top: 0 },
      { picture: after, left: before.width + gap, top: 0 },
    ],
    '#ffffff',
  ).toFile(path);
}

/**
 * Draws frames of two films as pairs, two pairs a row.
 *
 * @param {{ input: string, output: string, frames: number[], path: string }} options `frames` in rising order.
 */
export async function drawContactSheet({ input, output, frames, path }) {
  const range = { size: 240, end: { frame: frames.at(-1) + 1 }, originals: false };
  const [before, after] = await Promise.all([input, output].map((film) => readFrames(film, frames, range)));
  const [{ width, height }] = before;
  const [gap, margin] = [4, 20];
  const pictures = frames.flatMap((_, index) => {
    const left = margin + (index % 2) * (2 * width + gap + margin);
    const top = margin + Math.floor(index / 2) * (height + margin);
    return [
      { picture: before[index], left, top },
      { picture: after[index], left: left + width + gap, top },
    ];
  });
  const rows = Math.ceil(frames.length / 2);
  const [sheetWidth, sheetHeight] = [2 * (2 * width + gap) + 3 * margin, rows * (height + margin) + margin];
  await sheet(sheetWidth, sheetHeight, pictures, BACKGROUND).toFile(path);
}

async function readFrames(path, wanted, options) {
  const film = await decode(path, options);
  const pictures = [];
  for await (const { index, image } of film.frames) {
    if (wanted.includes(index)) pictures.push({ data: image.data, width: film.width, height: film.height });
  }
  return pictures;
}

function sheet(width, height, pictures, background) {
  const layers = pictures.map(({ picture, left, top }) => ({
    input: picture.data,
    raw: { width: picture.width, height: picture.height, channels: 3 },
    left,
    top,
  }));
  return sharp({ create: { width, height, channels: 3, background } })
    .composite(layers)
    .png({ compressionLevel: 9 });
}
