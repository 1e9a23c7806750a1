import sharp from 'sharp';

const GAP = 4;
const CAPTION = 22;

/**
 * Draws a strip: a row a photograph, a column a picture made of it, with captions above.
 *
 * @param columns - captions, and what makes a picture (or a mask) of `{ truth, calm, colorful }`.
 */
export async function drawStrip(path, pairs, columns) {
  const [height, width] = pairs[0].truth.shape;
  const layers = [];
  for (const [column, [caption, make]] of columns.entries()) {
    const left = column * (width + GAP);
    layers.push({ input: label(caption, width), left, top: 0 });
    for (const [row, pair] of pairs.entries()) {
      const image = make(pair);
      const raw = { width, height, channels: image.shape[2] ?? 1 };
      const input = await sharp(image.data, { raw }).png().toBuffer();
      layers.push({ input, left, top: CAPTION + row * (height + GAP) });
    }
  }
  await sharp({
    create: {
      width: columns.length * (width + GAP) - GAP,
      height: CAPTION + pairs.length * (height + GAP) - GAP,
      channels: 3,
      background: 'white',
    },
  })
    .composite(layers)
    .png({ compressionLevel: 9 })
    .toFile(path);
}

function label(text, width) {
  const safe = text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
  return Buffer.from(
    `<svg width="${width}" height="${CAPTION}"><text x="2" y="16" font-size="14" font-family="sans-serif">${safe}</text></svg>`,
  );
}
