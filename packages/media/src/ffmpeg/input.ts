/**
 * Containers and streams that are opened. Playlists (HLS, DASH, concat) are left out on purpose: they make ffmpeg
 * read other files and addresses, which a file that somebody sent must not be able to do.
 */
const DEMUXERS = [
  ...[
    '3gp',
    'asf',
    'av1',
    'avi',
    'dirac',
    'dnxhd',
    'dv',
    'flv',
    'gif',
    'gxf',
    'h261',
    'h263',
    'h264',
    'hevc',
    'ivf',
    'ivr',
  ],
  ...[
    'm4v',
    'matroska',
    'webm',
    'mjpeg',
    'mov',
    'mp4',
    'mpeg',
    'mpegts',
    'mpegvideo',
    'mxf',
    'nsv',
    'nut',
    'nuv',
    'obu',
    'ogg',
  ],
  ...[
    'r3d',
    'rl2',
    'rm',
    'smjpeg',
    'swf',
    'vc1',
    'viv',
    'vvc',
    'wtv',
    'xmv',
    'yuv4mpegpipe',
    'apng',
    'cine',
    'film_cpk',
    'flic',
  ],
  // Sound without a picture is recognised only to be named in the error message, and so are still pictures.
  ...['aac', 'ac3', 'aiff', 'amr', 'au', 'caf', 'dts', 'eac3', 'flac', 'mp3', 'truehd', 'w64', 'wav'],
  ...[
    'bmp_pipe',
    'gif_pipe',
    'image2',
    'jpeg_pipe',
    'jpegxl_pipe',
    'j2k_pipe',
    'png_pipe',
    'psd_pipe',
    'tiff_pipe',
    'webp_pipe',
  ],
] as const;

/**
 * Pixels that one picture of a film may have: three times an 8K frame, more than a 12K one. A header of a few bytes can
 * promise pictures of gigabytes, and decoders would make room for them.
 */
export const MOST_FILM_PIXELS = 100_000_000;

/**
 * The arguments that open a file as ffmpeg's input and nothing else: the name is never read as an option, a pattern
 * or an address (a leading dash, `%d`, `http:`), and the file can't lead to further files.
 */
export function inputArguments(path: string): string[] {
  return [...guardArguments(), '-i', `file:${path}`];
}

/** As {@link inputArguments}, for what comes in on a pipe; 0 is stdin. */
export function pipeArguments(descriptor: number, format: string): string[] {
  return ['-f', format, ...guardArguments(), '-i', `pipe:${descriptor}`];
}

/** The output as ffmpeg takes it whatever characters the name has. */
export function outputArgument(path: string): string {
  return path === '-' ? 'pipe:1' : `file:${path}`;
}

function guardArguments(): string[] {
  return [
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', DEMUXERS.join(',')],
    ...['-max_pixels', String(MOST_FILM_PIXELS)],
  ];
}

/** The option that neither drops nor repeats frames and keeps their times; its name changed with ffmpeg 5.1. */
export function passthroughArguments(version: { readonly major: number; readonly minor: number }): string[] {
  const renamed = version.major > 5 || (version.major === 5 && version.minor >= 1);
  return [renamed ? '-fps_mode' : '-vsync', 'passthrough'];
}
