import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { describeProfile, rgbProfileFromGray } from './icc-profile.ts';
import { grayProfile, withPngProfile } from './still-testing.ts';

describe('describeProfile', () => {
  it('reads space and name of a version 2 profile', () => {
    expect(describeProfile(grayProfile(1.8))).toEqual({ colorSpace: 'GRAY', description: 'Gray Gamma 1.8' });
  });

  it('reads space and name of a version 4 profile', async () => {
    const picture = sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } });
    const { icc } = await sharp(await picture.withIccProfile('p3').png().toBuffer()).metadata();
    expect(describeProfile(icc!)).toEqual({ colorSpace: 'RGB ', description: 'sP3C' });
  });

  it.each([0, 4, 127, 131, 140, 200])('survives a profile cut to %i bytes', (length) => {
    const cut = grayProfile(2.2).subarray(0, length);
    if (length < 132) expect(describeProfile(cut)).toBeUndefined();
    else expect(describeProfile(cut)?.colorSpace).toBe('GRAY');
    expect(rgbProfileFromGray(cut)).toBeUndefined();
  });

  it('survives tables that point anywhere', () => {
    for (let at = 128; at < 168; at++) {
      const broken = Buffer.from(grayProfile(2.2));
      broken[at] = 0xff;
      expect(() => [describeProfile(broken), rgbProfileFromGray(broken)]).not.toThrow();
    }
  });
});

describe('rgbProfileFromGray', () => {
  it('gives none for a profile that is not gray', async () => {
    const picture = sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } });
    const { icc } = await sharp(await picture.withIccProfile('srgb').png().toBuffer()).metadata();
    expect(rgbProfileFromGray(icc!)).toBeUndefined();
  });

  it.each([1.8, 2.2, 2.6])('makes equal samples look as the gray ones did, for a gamma of %d', async (gamma) => {
    const profile = rgbProfileFromGray(grayProfile(gamma))!;
    expect(describeProfile(profile)).toEqual({
      colorSpace: 'RGB ',
      description: `RGB with the tone curve of Gray Gamma ${gamma}`,
    });
    const grays = Uint8Array.from({ length: 256 }, (_, value) => value);
    const raw = { raw: { width: 256, height: 1, channels: 1 as const } };
    const gray = await sharp(grays, raw).toColourspace('b-w').png().toBuffer();
    const rgb = await sharp(grays, raw).toColourspace('srgb').png().toBuffer();
    // Reading without keeping the profile has lcms convert to sRGB: once from the gray one, once from ours.
    const asSrgb = async (png: Uint8Array) => sharp(png).toColourspace('srgb').raw().toBuffer();
    const expected = await asSrgb(withPngProfile(gray, grayProfile(gamma)));
    const got = await asSrgb(withPngProfile(rgb, profile));
    expect(got.length).toBe(768);
    // The samples went through different tables of lcms: one step. (Were the profile ignored, it would be 30 for 1.8.)
    for (let i = 0; i < 768; i++) expect(Math.abs(got[i]! - expected[i]!), `sample ${i}`).toBeLessThanOrEqual(1);
    // And the conversion did something: 64 of a gamma of 1.8 is 81 in sRGB, of 2.6 it is 46.
    const wanted = 255 * srgbOf((64 / 255) ** gamma);
    expect(Math.abs(got[64 * 3]! - wanted)).toBeLessThanOrEqual(1);
  });
});

/** IEC 61966-2-1, linear light to sRGB, both 0..1. */
function srgbOf(linear: number): number {
  return linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
}
