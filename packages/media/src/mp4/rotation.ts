import { changeMovieHeader, isLong } from './movie-header.ts';

const ONE = 0x10000;

/**
 * Writes the turn of the picture into a complete MP4 or MOV file: the display matrix in the header of its picture track
 * (ISO/IEC 14496-12, clause 8.3.2). ffmpeg's own option for it has changed its name and its effect with almost every
 * version, and does nothing when encoding in most.
 *
 * @param rotation - degrees clockwise.
 * @param size - stored size of the picture in pixels.
 */
export async function writeMp4Rotation(
  path: string,
  rotation: 90 | 180 | 270,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<void> {
  const matrix = {
    90: [0, ONE, 0, -ONE, 0, 0, height * ONE, 0],
    180: [-ONE, 0, 0, 0, -ONE, 0, width * ONE, height * ONE],
    270: [0, -ONE, 0, ONE, 0, 0, 0, width * ONE],
  }[rotation];
  await changeMovieHeader(path, ({ bytes, find, pictureTrack }) => {
    const header = find(['tkhd'], pictureTrack);
    if (!header) return;
    const at = header.start + (isLong(bytes, header) ? 52 : 40);
    matrix.forEach((value, i) => {
      bytes.writeInt32BE(value | 0, at + 4 * i);
    });
  });
}
