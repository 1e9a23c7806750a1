import type { Rational } from '../probe/media-info.ts';

/**
 * Writes uncompressed gray frames with exact timestamps as Matroska (RFC 9559), for ffmpeg to read from a pipe.
 *
 * A raw pipe carries no timestamps, and ffmpeg's own Matroska muxer rounds them to milliseconds. Here the unit is one
 * nanosecond, which is finer than half a tick of any track's clock, so that the original time comes back by rounding.
 * Each frame is a cluster of its own: nothing has to be patched afterwards, which a pipe can't.
 */
export interface MatroskaGrayHeader {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** 8, 10, 12 or 16; above 8, samples are 16-bit little-endian. */
  readonly bitDepth: number;
  /** A hint for encoders that want one. */
  readonly frameRate: Rational | undefined;
}

const NANOSECONDS = 1_000_000_000;

/** The bytes that come before the first frame. */
export function matroskaHeader(header: MatroskaGrayHeader): Buffer {
  const { width, height, bitDepth, frameRate } = header;
  const video = [
    element(0xb0, unsigned(width)), // PixelWidth
    element(0xba, unsigned(height)), // PixelHeight
    element(0x2eb524, fourCc(bitDepth)), // UncompressedFourCC
  ];
  const track = [
    element(0xd7, unsigned(1)), // TrackNumber
    element(0x73c5, unsigned(1)), // TrackUID
    element(0x83, unsigned(1)), // TrackType: video
    element(0x9c, unsigned(0)), // FlagLacing
    element(0x86, Buffer.from('V_UNCOMPRESSED')), // CodecID
    ...(frameRate
      ? [element(0x23e383, unsigned(Math.round((NANOSECONDS * frameRate.denominator) / frameRate.numerator)))]
      : []), // DefaultDuration
    element(0xe0, Buffer.concat(video)), // Video
  ];
  return Buffer.concat([
    element(
      0x1a45dfa3, // EBML
      Buffer.concat([
        element(0x4282, Buffer.from('matroska')), // DocType
        element(0x4287, unsigned(4)), // DocTypeVersion
        element(0x4285, unsigned(2)), // DocTypeReadVersion
      ]),
    ),
    id(0x18538067), // Segment, of unknown size
    Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    element(
      0x1549a966, // Info
      Buffer.concat([
        element(0x2ad7b1, unsigned(1)), // TimestampScale: 1 ns
        element(0x4d80, Buffer.from('havc')), // MuxingApp
        element(0x5741, Buffer.from('havc')), // WritingApp
      ]),
    ),
    element(0x1654ae6b, element(0xae, Buffer.concat(track))), // Tracks, TrackEntry
  ]);
}

/**
 * The bytes that come before the samples of one frame.
 *
 * @param pts - presentation time, and `duration` for how long the frame is shown, in units of `timeBase`, 0 or more.
 * @param byteLength - bytes of samples that will follow.
 */
export function matroskaFrameHeader(
  { pts, duration }: { readonly pts: number; readonly duration: number },
  timeBase: Rational,
  byteLength: number,
): Buffer {
  const timestamp = element(0xe7, unsigned(toNanoseconds(pts, timeBase))); // Timestamp of the cluster
  const blockDuration = element(0x9b, unsigned(toNanoseconds(duration, timeBase)));
  // Track 1, relative time 0, no flags.
  const block = Buffer.from([0x81, 0x00, 0x00, 0x00]);
  const blockHeader = Buffer.concat([id(0xa1), size(block.length + byteLength), block]);
  const group = Buffer.concat([
    id(0xa0),
    size(blockDuration.length + blockHeader.length + byteLength),
    blockDuration,
    blockHeader,
  ]);
  return Buffer.concat([id(0x1f43b675), size(timestamp.length + group.length + byteLength), timestamp, group]);
}

function toNanoseconds(pts: number, timeBase: Rational): bigint {
  const scaled = BigInt(pts) * BigInt(timeBase.numerator) * BigInt(NANOSECONDS);
  const denominator = BigInt(timeBase.denominator);
  return (scaled + denominator / 2n) / denominator;
}

/** Names that ffmpeg gives to gray samples: `Y800`, and `Y1` 0 depth above 8 bits. */
function fourCc(bitDepth: number): Buffer {
  return bitDepth === 8 ? Buffer.from('Y800') : Buffer.from([0x59, 0x31, 0x00, bitDepth]);
}

function element(identifier: number, payload: Buffer): Buffer {
  return Buffer.concat([id(identifier), size(payload.length), payload]);
}

/** Identifiers are written as they are named, with their length marker in place. */
function id(identifier: number): Buffer {
  return unsigned(identifier);
}

function unsigned(value: number | bigint): Buffer {
  const hex = BigInt(value).toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
}

/** A size in eight bytes, whatever its value: one shape is enough for what only ffmpeg reads. */
function size(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE((1n << 56n) | BigInt(value));
  return bytes;
}
