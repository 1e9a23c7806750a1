import { encode } from '../encode/encode.ts';
import type { EncodeOptions } from '../encode/encode-options.ts';
import { decode } from '../film/decode.ts';
import { runFfprobe } from './clips.ts';

/** Decodes and encodes a film without colouring anything. */
export async function copyFilm(input: string, output: string, options: EncodeOptions = {}): Promise<void> {
  await using film = await decode(input);
  await encode(film, film.frames, output, options);
}

/** Presentation times of all pictures in seconds, from the container's start. */
export async function times(path: string): Promise<number[]> {
  const { packets, format } = (await runFfprobe([
    ...['-select_streams', 'V:0', '-show_entries', 'packet=pts_time:format=start_time', path],
  ])) as { packets: { pts_time: string }[]; format: { start_time: string } };
  const start = Number(format.start_time);
  return packets.map((packet) => Number(packet.pts_time) - start).sort((a, b) => a - b);
}
