import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { locateFfmpeg } from '@havc/media';
import { lumaHashes } from '../testing/clips.ts';

const execute = promisify(execFile);

/** A frame of a film: its time in seconds from the first frame, and a hash of its luma. */
export interface FilmFrame {
  readonly time: number;
  readonly luma: string;
}

/** The frames of a film in their order. */
export async function framesOf(path: string): Promise<FilmFrame[]> {
  const [times, hashes] = [await frameTimesOf(path), await lumaHashes(path)];
  if (times.length !== hashes.length) throw new Error(`${hashes.length} frames in ${times.length} packets`);
  return times.map((time, i) => ({ time, luma: hashes[i]! }));
}

/** The times of a film's frames in seconds from the first. */
export async function frameTimesOf(path: string): Promise<number[]> {
  const packets = await packetsOf(path, 'v:0');
  return packets.map(({ time }) => time - packets[0]!.time);
}

/** A packet of sound: its time in seconds from the first frame, and its size in bytes. */
export interface SoundPacket {
  readonly time: number;
  readonly size: number;
}

/** The packets of a film's first sound track in their order. */
export async function soundOf(path: string): Promise<SoundPacket[]> {
  const [pictures, sound] = [await packetsOf(path, 'v:0'), await packetsOf(path, 'a:0')];
  return sound.map(({ time, size }) => ({ time: time - pictures[0]!.time, size }));
}

async function packetsOf(path: string, stream: string): Promise<SoundPacket[]> {
  const { ffprobe } = await locateFfmpeg();
  const entries = ['-select_streams', stream, '-show_entries', 'packet=pts_time,size'];
  // The builds from npm crash where they load the system's character sets, for the station's name.
  const env = { ...process.env, GCONV_PATH: '/nonexistent' };
  const { stdout } = await execute(ffprobe, ['-v', 'error', '-of', 'json', ...entries, path], { env });
  const { packets } = JSON.parse(stdout) as { packets: { pts_time: string; size: string }[] };
  return packets
    .map((packet) => ({ time: Number(packet.pts_time), size: Number(packet.size) }))
    .sort((a, b) => a.time - b.time);
}
