/** Lightness 0..1, and two colour axes that are about −0.4..0.4: green to red, blue to yellow. */
export type OkLab = readonly [L: number, a: number, b: number];

/**
 * The OKLab of an sRGB colour 0..1. In it, turning the hue or fading a colour hardly changes how light it looks.
 *
 * Source: Björn Ottosson, "A perceptual color space for image processing" (2020), matrices of 2021; sRGB's transfer
 * by IEC 61966-2-1.
 */
export function rgbToOkLab(red: number, green: number, blue: number): OkLab {
  const [r, g, b] = [decode(red), decode(green), decode(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/**
 * The sRGB colour of an OKLab one, the inverse of {@link rgbToOkLab} where sRGB can show it.
 *
 * What goes further out than `reach` is mixed in linear light with as much gray as it takes, softly, so that it comes
 * ever nearer to the end of sRGB and never over it: clipping the channels instead would turn the hue and leave flat
 * patches. The gray of light colours is darker than they are, since at their own lightness a little too much yellow
 * would bleach.
 *
 * @param reach - 0..1, up to where nothing changes: see {@link reachOf}.
 */
export function okLabToRgb(color: OkLab, reach: number): [red: number, green: number, blue: number] {
  const [red, green, blue] = toLinear(color);
  const gray = grayOf(color[0]);
  const own = farthest(red, green, blue, gray);
  const room = 1 - reach;
  const allowed = own <= reach ? own : reach + (room > 1e-9 ? room * (1 - Math.exp((reach - own) / room)) : 0);
  const share = own > 0 ? allowed / own : 1;
  return [
    encode(gray + share * (red - gray)),
    encode(gray + share * (green - gray)),
    encode(gray + share * (blue - gray)),
  ];
}

/** How far from gray a colour lies, where 0 is gray and 1 the end of what sRGB can show; never more than 1. */
export function reachOf(color: OkLab): number {
  const [red, green, blue] = toLinear(color);
  return Math.min(1, farthest(red, green, blue, grayOf(color[0])));
}

function farthest(red: number, green: number, blue: number, gray: number): number {
  return Math.max(distance(red, gray), distance(green, gray), distance(blue, gray));
}

/** Way from gray to a channel's value, as a part of the way to 0 or 1. */
function distance(value: number, gray: number): number {
  if (value < gray) return (gray - value) / gray;
  return value > gray ? (value - gray) / (1 - gray) : 0;
}

/** The gray that colours of a lightness are mixed with, in linear light. */
function grayOf(lightness: number): number {
  const L = Math.min(1, Math.max(0, lightness));
  return (L > 0.5 ? 0.25 + 0.5 * L : L) ** 3;
}

function toLinear([L, a, b]: OkLab): [red: number, green: number, blue: number] {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function decode(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function encode(linear: number): number {
  // Against what floats leave beyond 0 and 1.
  const value = Math.min(1, Math.max(0, linear));
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
}
