/** What the header of an ICC profile says. */
export interface ProfileInfo {
  /** Signature of the space that the profile is for, e.g. `RGB `, `GRAY`, `CMYK`. */
  readonly colorSpace: string;
  /** The profile's own name, e.g. `Adobe RGB (1998)`. */
  readonly description: string;
}

/** Reads an ICC profile's space and name; undefined for bytes that are no profile. ICC.1:2022, 7.2 and 10. */
export function describeProfile(profile: Uint8Array): ProfileInfo | undefined {
  const bytes = Buffer.from(profile.buffer, profile.byteOffset, profile.byteLength);
  if (bytes.length < 132 || bytes.toString('latin1', 36, 40) !== 'acsp') return undefined;
  const colorSpace = bytes.toString('latin1', 16, 20);
  const tag = findTag(bytes, 'desc');
  return { colorSpace, description: (tag && textOf(tag)) || 'an unnamed profile' };
}

/**
 * An RGB profile in which equal samples look as they do in a gray profile: its tone curve for all three channels, with
 * the primaries of sRGB. So gray samples can be kept bit for bit when colours join them.
 *
 * @returns undefined where the gray profile has no tone curve into XYZ (`kTRC`), or is none.
 *
 * Source: ICC.1:2022, 8.3 (monochrome and matrix profiles) and 9.2; sRGB's primaries adapted to D50 are those of
 * IEC 61966-2-1 under the Bradford transform.
 */
export function rgbProfileFromGray(profile: Uint8Array): Uint8Array | undefined {
  const gray = Buffer.from(profile.buffer, profile.byteOffset, profile.byteLength);
  const info = describeProfile(gray);
  if (info?.colorSpace !== 'GRAY' || gray.toString('latin1', 20, 24) !== 'XYZ ') return undefined;
  const curve = findTag(gray, 'kTRC');
  if (!curve || !['curv', 'para'].includes(curve.toString('latin1', 0, 4))) return undefined;

  const tags: readonly (readonly [readonly string[], Buffer])[] = [
    [['desc'], localised(`RGB with the tone curve of ${info.description}`)],
    [['cprt'], localised('No copyright, use freely')],
    [['wtpt'], fixedPoint('XYZ ', [0.9642, 1, 0.82491])],
    [['chad'], fixedPoint('sf32', [1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168])],
    [['rXYZ'], fixedPoint('XYZ ', [0.43607, 0.22249, 0.01392])],
    [['gXYZ'], fixedPoint('XYZ ', [0.38515, 0.71687, 0.09708])],
    [['bXYZ'], fixedPoint('XYZ ', [0.14307, 0.06061, 0.7141])],
    [['rTRC', 'gTRC', 'bTRC'], curve],
  ];
  const names = tags.flatMap(([signatures]) => signatures);
  const table = Buffer.alloc(4 + 12 * names.length);
  table.writeUInt32BE(names.length, 0);
  const blocks: Buffer[] = [];
  let offset = 128 + table.length;
  let entry = 4;
  for (const [signatures, data] of tags) {
    for (const signature of signatures) {
      table.write(signature, entry, 'latin1');
      table.writeUInt32BE(offset, entry + 4);
      table.writeUInt32BE(data.length, entry + 8);
      entry += 12;
    }
    const padded = Buffer.concat([data], Math.ceil(data.length / 4) * 4);
    blocks.push(padded);
    offset += padded.length;
  }
  const header = Buffer.alloc(128);
  header.writeUInt32BE(offset, 0);
  header.writeUInt32BE(0x04200000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  gray.copy(header, 24, 24, 36); // when the gray profile was made
  header.write('acsp', 36, 'latin1');
  gray.copy(header, 64, 64, 68); // its rendering intent
  fixedPoint('XYZ ', [0.9642, 1, 0.82491]).copy(header, 68, 8);
  return Buffer.concat([header, table, ...blocks]);
}

function findTag(profile: Buffer, signature: string): Buffer | undefined {
  const count = Math.min(profile.readUInt32BE(128), 100);
  for (let entry = 132; entry < 132 + 12 * count && entry + 12 <= profile.length; entry += 12) {
    if (profile.toString('latin1', entry, entry + 4) !== signature) continue;
    const offset = profile.readUInt32BE(entry + 4);
    const length = profile.readUInt32BE(entry + 8);
    return length >= 12 && offset + length <= profile.length ? profile.subarray(offset, offset + length) : undefined;
  }
  return undefined;
}

/** The text of a `desc` (version 2) or `mluc` (version 4, its first language) element. */
function textOf(tag: Buffer): string | undefined {
  const type = tag.toString('latin1', 0, 4);
  if (type === 'desc') return clean(tag.toString('latin1', 12, 12 + tag.readUInt32BE(8)));
  if (type !== 'mluc' || tag.length < 28) return undefined;
  const length = tag.readUInt32BE(20) & ~1;
  const offset = tag.readUInt32BE(24);
  return clean(
    Buffer.from(tag.subarray(offset, offset + length))
      .swap16()
      .toString('utf16le'),
  );
}

function clean(text: string): string {
  // Names end with NUL, and a message must stay one line.
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

function localised(text: string): Buffer {
  const data = Buffer.from(text, 'utf16le').swap16();
  const head = Buffer.alloc(28);
  head.write('mluc', 0, 'latin1');
  head.writeUInt32BE(1, 8);
  head.writeUInt32BE(12, 12);
  head.write('enUS', 16, 'latin1');
  head.writeUInt32BE(data.length, 20);
  head.writeUInt32BE(28, 24);
  return Buffer.concat([head, data]);
}

/** An element of s15Fixed16 numbers. */
function fixedPoint(type: 'XYZ ' | 'sf32', values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 + 4 * values.length);
  bytes.write(type, 0, 'latin1');
  for (const [index, value] of values.entries()) bytes.writeInt32BE(Math.round(value * 65536), 8 + 4 * index);
  return bytes;
}
