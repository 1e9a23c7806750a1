/**
 * Expands a gray working image to R'G'B' in place of ffmpeg's converter, which takes every gray format as full range.
 *
 * @param luma - samples, one byte each.
 * @param rgb - three times as many bytes.
 * @param range - `limited`: 16..235 become 0..255, what lies outside is cut off.
 */
export function expandGray(luma: Uint8Array, rgb: Uint8Array, range: 'limited' | 'full'): void {
  const table = grayTable(range);
  for (let i = 0, o = 0; i < luma.length; i++, o += 3) {
    const value = table[luma[i]!]!;
    rgb[o] = value;
    rgb[o + 1] = value;
    rgb[o + 2] = value;
  }
}

function grayTable(range: 'limited' | 'full'): Uint8ClampedArray {
  const table = new Uint8ClampedArray(256);
  for (let code = 0; code < 256; code++) table[code] = range === 'full' ? code : ((code - 16) * 255) / 219;
  return table;
}
