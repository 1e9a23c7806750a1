import { runFfmpeg } from './clips.ts';

/** Colours of the stripes of {@link makeStripes}, from left to right; each 64 pixels wide. */
export const STRIPES = ['0xb040b0', '0x40a050', '0xc08040'] as const;
const STRIPE_WIDTH = 64;
const HEIGHT = 48;

/** Makes a lossless film of upright stripes whose luma moves; 25 frames a second. */
export async function makeStripes(
  path: string,
  frames: number,
  { more = [] as readonly string[] } = {},
): Promise<void> {
  const sources = STRIPES.map(
    (color) => `color=${color}:size=${STRIPE_WIDTH}x${HEIGHT}:rate=25,trim=end_frame=${frames}`,
  );
  const inputs = sources.flatMap((source) => ['-f', 'lavfi', '-i', source]);
  const moving = "hstack=3,format=yuv444p,geq=lum='lum(X,Y)+10*sin((Y+4*N)/5)':cb='cb(X,Y)':cr='cr(X,Y)'";
  await runFfmpeg(
    ...inputs,
    '-filter_complex',
    moving,
    ...tags(),
    '-pix_fmt',
    'yuv444p',
    ...more,
    '-c:v',
    'ffv1',
    path,
  );
}

/** Makes a lossless film of one colour, whose chroma goes up and down from frame to frame by so many codes. */
export async function makeFlickering(path: string, frames: number, codes: number): Promise<void> {
  const plane = (base: number) => `${base}+${codes}*(2*mod(N\\,2)-1)`;
  const picture = `color=gray:size=64x48:rate=25,format=yuv444p,trim=end_frame=${frames}`;
  const geq = `geq=lum='110+20*sin(X/9)':cb='${plane(100)}':cr='${plane(160)}'`;
  await runFfmpeg('-f', 'lavfi', '-i', `${picture},${geq}`, ...tags(), '-c:v', 'ffv1', path);
}

function tags(): string[] {
  return ['-colorspace', 'bt709', '-color_range', 'tv', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
}

/** The mean of each plane (Y, U, V) in the middle of each stripe of a film's frame. */
export async function stripeMeans(
  path: string,
  frame: number,
): Promise<readonly (readonly [number, number, number])[]> {
  const filter = `select='eq(n,${frame})'`;
  const planes = await runFfmpeg(
    '-i',
    path,
    '-vf',
    filter,
    '-frames:v',
    '1',
    '-pix_fmt',
    'yuv444p',
    '-f',
    'rawvideo',
    '-',
  );
  const width = STRIPE_WIDTH * STRIPES.length;
  const size = width * HEIGHT;
  return STRIPES.map((_, stripe) => {
    const mean = (plane: number) => {
      let sum = 0;
      let count = 0;
      for (let y = 8; y < HEIGHT - 8; y++) {
        for (let x = stripe * STRIPE_WIDTH + 16; x < (stripe + 1) * STRIPE_WIDTH - 16; x++, count++) {
          sum += planes[plane * size + y * width + x]!;
        }
      }
      return sum / count;
    };
    return [mean(0), mean(1), mean(2)];
  });
}

/** How much chroma changes from each frame of a film to the next: the mean of the absolute differences, in codes. */
export async function chromaChanges(path: string): Promise<number[]> {
  const text = await runFfmpeg(
    ...['-i', path, '-vf', 'tblend=all_mode=difference,signalstats,metadata=print:file=-', '-f', 'null', '-'],
  );
  const values = (key: string) =>
    [...text.toString().matchAll(new RegExp(`lavfi\\.signalstats\\.${key}=([\\d.]+)`, 'g'))].map((match) =>
      Number(match[1]),
    );
  const [u, v] = [values('UAVG'), values('VAVG')];
  return u.map((value, index) => (value + v[index]!) / 2);
}

/** MD5 of each frame, all planes. */
export async function frameHashes(path: string): Promise<string[]> {
  const text = await runFfmpeg('-i', path, '-map', '0:v:0', '-f', 'framemd5', '-');
  return [...text.toString().matchAll(/^0,.*, *([0-9a-f]{32})$/gm)].map((match) => match[1]!);
}

/** A .cube file that swaps red and blue. */
export const SWAPPING_CUBE = [
  'LUT_3D_SIZE 2',
  ...[0, 1].flatMap((b) => [0, 1].flatMap((g) => [0, 1].map((r) => `${b} ${g} ${r}`))),
  '',
].join('\n');
