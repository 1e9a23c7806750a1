/** Samples a second of the soundtrack, and its channels. */
export const SAMPLE_RATE = 48_000;
export const CHANNELS = 2;

/** Semitones above the A of 220 Hz: a slow four-part progression (Am, F, C, G, Am), a melody note on top. */
const CHORDS: readonly (readonly number[])[] = [
  [-12, 0, 3, 7],
  [-16, -4, 0, 3],
  [-9, -5, 3, 7],
  [-14, -2, 2, 5],
  [-12, 0, 3, 12],
];

/** Seconds in which a tone falls to a third. */
const DECAY = 1.1;
/** Seconds in which it rises: less than this clicks. */
const ATTACK = 0.02;

/**
 * A soundtrack of plucked chords, one at each start, softly going down.
 *
 * @param seconds - length.
 * @param starts - seconds at which a chord is struck, in rising order.
 * @returns interleaved stereo samples, 16 bits, 48 kHz; silent at both ends.
 */
export function makeSoundtrack(seconds: number, starts: readonly number[]): Int16Array {
  const length = Math.round(seconds * SAMPLE_RATE);
  const mix = new Float32Array(length * CHANNELS);
  for (const [index, start] of starts.entries()) {
    const chord = CHORDS[index % CHORDS.length]!;
    const end = Math.min(seconds, start + 4.5 * DECAY);
    for (const [voice, semitones] of chord.entries()) {
      // Struck one after another, a tenth of a second apart, from left to right.
      addTone(mix, { start: start + 0.1 * voice, end, semitones, pan: (voice + 0.5) / chord.length });
    }
  }
  return toSamples(mix, length);
}

interface Tone {
  readonly start: number;
  readonly end: number;
  readonly semitones: number;
  /** 0 is left, 1 is right. */
  readonly pan: number;
}

function addTone(mix: Float32Array, { start, end, semitones, pan }: Tone): void {
  const step = (2 * Math.PI * 220 * 2 ** (semitones / 12)) / SAMPLE_RATE;
  const last = Math.floor(end * SAMPLE_RATE);
  for (let i = Math.ceil(start * SAMPLE_RATE), n = 0; i < last; i++, n++) {
    const age = n / SAMPLE_RATE;
    const envelope = Math.min(1, age / ATTACK) * Math.exp(-age / DECAY);
    const tone = envelope * (Math.sin(step * n) + 0.3 * Math.sin(2 * step * n) + 0.1 * Math.sin(3 * step * n));
    mix[2 * i]! += tone * (1 - 0.6 * pan);
    mix[2 * i + 1]! += tone * (0.4 + 0.6 * pan);
  }
}

/** Scaled to half of full volume at the loudest, with the ends faded. */
function toSamples(mix: Float32Array, length: number): Int16Array {
  let peak = 1e-9;
  for (const sample of mix) peak = Math.max(peak, Math.abs(sample));
  const fade = Math.min(0.5 * SAMPLE_RATE, length / 4);
  return Int16Array.from(mix, (sample, at) => {
    const place = Math.floor(at / CHANNELS);
    const edge = Math.min(1, place / (ATTACK * SAMPLE_RATE), (length - 1 - place) / fade);
    return Math.round((sample / peak) * 16_384 * edge);
  });
}
