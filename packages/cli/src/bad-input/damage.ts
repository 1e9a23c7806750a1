/** Where bytes are flipped: in which part of a file (0..1), and how many. */
export interface Damage {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** A copy of a file in which some bytes have one bit flipped, the same ones each time. */
export function flipBytes(bytes: Buffer, { from, to, count }: Damage): Buffer {
  const damaged = Buffer.from(bytes);
  const [first, length] = [Math.floor(bytes.length * from), Math.floor(bytes.length * (to - from))];
  const random = randomNumbers();
  for (let i = 0; i < count; i++) damaged[first + (random() % length)]! ^= 1 << (random() % 8);
  return damaged;
}

/** The high bits of a linear congruential generator (its numbers are those of Numerical Recipes): 0 to 2^24 - 1. */
function randomNumbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
}

const PACKET_BYTES = 188;

/** Ids of elementary streams in a transport stream, as ffmpeg numbers them. E-AC-3 travels as a private stream. */
const STREAM_IDS = { video: 0xe0, audio: 0xc0, eac3: 0xbd } as const;

/** Where the header of each timed packet of one kind begins in a transport stream. */
function* timedPackets(bytes: Buffer, kind: keyof typeof STREAM_IDS): Generator<number> {
  for (let at = 0; at < bytes.length; at += PACKET_BYTES) {
    const begins = (bytes[at + 1]! & 0x40) !== 0;
    const header = at + 4 + ((bytes[at + 3]! & 0x20) !== 0 ? 1 + bytes[at + 4]! : 0);
    if (begins && bytes.readUIntBE(header, 3) === 1 && bytes[header + 3] === STREAM_IDS[kind]) yield header;
  }
}

/**
 * A copy of a transport stream in which one timestamp has its highest bit but one flipped, which is 13 hours.
 *
 * @param nth - which packet of that kind with a timestamp, from 0.
 */
export function flipTimestamp(bytes: Buffer, kind: 'video' | 'audio', nth: number): Buffer {
  const damaged = Buffer.from(bytes);
  const header = [...timedPackets(bytes, kind)][nth]!;
  damaged[header + 9]! ^= 0x08;
  return damaged;
}

/** A copy of a transport stream whose E-AC-3 names, in every third packet, another number of blocks than it has. */
export function ruinEac3(bytes: Buffer): Buffer {
  const damaged = Buffer.from(bytes);
  for (const [i, header] of [...timedPackets(bytes, 'eac3')].entries()) {
    const frame = header + 9 + bytes[header + 8]!;
    if (i % 3 === 2) damaged[frame + 4]! ^= 0x30;
  }
  return damaged;
}
