import { type Box, changeMovieHeader, isLong, type MovieHeader } from './movie-header.ts';

/**
 * Gives the last picture of a complete MP4 or MOV file its time on the screen. ffmpeg 4 writes none for frames with
 * times of their own, so the edit list ends before the last frames, and players leave them out.
 *
 * @param seconds - from the first picture to the end of the last.
 */
export async function writeMp4PictureDuration(path: string, seconds: number): Promise<void> {
  await changeMovieHeader(path, (header) => {
    const { bytes, find, pictureTrack } = header;
    const media = find(['mdia', 'mdhd'], pictureTrack);
    const movie = find(['mvhd']);
    const track = find(['tkhd'], pictureTrack);
    const times = find(['mdia', 'minf', 'stbl', 'stts'], pictureTrack);
    if (!media || !movie || !track || !times) return;
    const before = readDuration(bytes, media, 'media');
    const after = Math.round(seconds * readTimescale(bytes, media));
    if (after <= before) return;
    if (!lengthenLastSample(bytes, times, after - before)) return;
    writeDuration(bytes, media, 'media', after);
    const inMovie = Math.round(seconds * readTimescale(bytes, movie));
    const start = lengthenEdit(header, inMovie);
    writeDuration(bytes, track, 'track', start + inMovie);
    writeDuration(bytes, movie, 'media', Math.max(readDuration(bytes, movie, 'media'), start + inMovie));
  });
}

/** Offsets of the duration in `mdhd` and `mvhd` (alike), and in `tkhd`, for 32-bit and 64-bit times. */
const DURATION_AT = { media: [16, 24], track: [20, 28] } as const;

function readTimescale(bytes: Buffer, box: Box): number {
  return bytes.readUInt32BE(box.start + (isLong(bytes, box) ? 20 : 12));
}

function readDuration(bytes: Buffer, box: Box, kind: keyof typeof DURATION_AT): number {
  const [short, long] = DURATION_AT[kind];
  return isLong(bytes, box) ? Number(bytes.readBigUInt64BE(box.start + long)) : bytes.readUInt32BE(box.start + short);
}

function writeDuration(bytes: Buffer, box: Box, kind: keyof typeof DURATION_AT, duration: number): void {
  const [short, long] = DURATION_AT[kind];
  if (isLong(bytes, box)) bytes.writeBigUInt64BE(BigInt(duration), box.start + long);
  else bytes.writeUInt32BE(duration, box.start + short);
}

/** The last sample has an entry of its own exactly where its time differs from the one before, as a missing one does. */
function lengthenLastSample(bytes: Buffer, times: Box, ticks: number): boolean {
  const entries = bytes.readUInt32BE(times.start + 4);
  const last = times.start + 8 + 8 * (entries - 1);
  if (entries === 0 || bytes.readUInt32BE(last) !== 1) return false;
  bytes.writeUInt32BE(bytes.readUInt32BE(last + 4) + ticks, last + 4);
  return true;
}

/** @returns how long the screen stays empty before the first picture, in the movie's units. */
function lengthenEdit({ bytes, find, pictureTrack }: MovieHeader, duration: number): number {
  const edits = find(['edts', 'elst'], pictureTrack);
  if (!edits) return 0;
  const long = isLong(bytes, edits);
  const count = bytes.readUInt32BE(edits.start + 4);
  let empty = 0;
  for (let i = 0; i < count; i++) {
    const at = edits.start + 8 + i * (long ? 20 : 12);
    const mediaTime = long ? Number(bytes.readBigInt64BE(at + 8)) : bytes.readInt32BE(at + 4);
    if (mediaTime === -1) empty += long ? Number(bytes.readBigUInt64BE(at)) : bytes.readUInt32BE(at);
    else if (long) bytes.writeBigUInt64BE(BigInt(duration), at);
    else bytes.writeUInt32BE(duration, at);
  }
  return empty;
}
