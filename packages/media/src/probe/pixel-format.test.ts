import { describe, expect, it } from 'vitest';
import { runFfmpeg } from '../testing/clips.ts';
import { parsePixelFormat, planarGray, planarYuv } from './pixel-format.ts';

describe('parsePixelFormat', () => {
  it.each([
    ['yuv420p', 'yuv', 8, '4:2:0', false, false, 'yuv420p'],
    ['yuvj422p', 'yuv', 8, '4:2:2', false, true, 'yuvj422p'],
    ['yuva444p10le', 'yuv', 10, '4:4:4', true, false, 'yuva444p10le'],
    ['yuv420p10be', 'yuv', 10, '4:2:0', false, false, 'yuv420p10le'],
    ['yuv422p9le', 'yuv', 9, '4:2:2', false, false, 'yuv422p9le'],
    ['yuv440p', 'yuv', 8, '4:4:4', false, false, 'yuv440p'],
    ['yuv410p', 'yuv', 8, '4:2:0', false, false, 'yuv410p'],
    ['yuv411p', 'yuv', 8, '4:2:2', false, false, 'yuv411p'],
    ['gray', 'gray', 8, '4:2:0', false, false, 'gray'],
    ['gray12be', 'gray', 12, '4:2:0', false, false, 'gray12le'],
    ['ya8', 'gray', 8, '4:2:0', true, false, 'gray'],
    ['ya16le', 'gray', 16, '4:2:0', true, false, 'gray16le'],
    ['monob', 'gray', 8, '4:2:0', false, true, 'gray'],
    ['nv12', 'yuv', 8, '4:2:0', false, false, 'yuv420p'],
    ['p010le', 'yuv', 10, '4:2:0', false, false, 'yuv420p10le'],
    ['uyvy422', 'yuv', 8, '4:2:2', false, false, 'yuv422p'],
    ['rgb24', 'rgb', 8, '4:4:4', false, true, 'yuv444p'],
    ['gbrp10le', 'rgb', 10, '4:4:4', false, true, 'yuv444p10le'],
    ['gbrap12le', 'rgb', 12, '4:4:4', true, true, 'yuv444p12le'],
    ['rgb48le', 'rgb', 16, '4:4:4', false, true, 'yuv444p16le'],
    ['rgba64be', 'rgb', 16, '4:4:4', true, true, 'yuv444p16le'],
    ['bgra', 'rgb', 8, '4:4:4', true, true, 'yuv444p'],
    ['pal8', 'rgb', 8, '4:4:4', false, true, 'yuv444p'],
    ['something new', 'rgb', 8, '4:4:4', false, true, 'yuv444p'],
  ] as const)('%s', (name, family, bitDepth, subsampling, alpha, fullRange, planar) => {
    expect(parsePixelFormat(name)).toEqual({ name, family, bitDepth, subsampling, alpha, fullRange, planar });
  });

  it('names planar formats that ffmpeg has, with the depth that it gives them', async () => {
    // `-pix_fmts`: flags, name, components, bits a pixel, and in newer builds the depth of each component.
    const list = (await runFfmpeg(['-pix_fmts'])).toString();
    const names = [...list.matchAll(/^[I.][O.][.HPB]{3} (\S+) /gm)].map((match) => match[1]!);
    expect(names.length).toBeGreaterThan(100);
    for (const name of names) {
      const { planar, family, bitDepth, subsampling } = parsePixelFormat(name);
      expect(names).toContain(planar);
      // Depths that no encoder of ours takes are refused by `decode`.
      if ([8, 10, 12, 16].includes(bitDepth)) {
        expect(names).toContain(family === 'gray' ? planarGray(bitDepth) : planarYuv(subsampling, bitDepth));
      }
    }
  });
});
