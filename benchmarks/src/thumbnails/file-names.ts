/** Longer ones are cut: with folders around them, paths stay below what any system takes. */
const MAX_LENGTH = 48;

/** Names that Windows keeps for devices, whatever follows a dot. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Gives texts names that any file system and any URL takes as they are. One text always gets one name, and two texts never
 * the same one, also where capitals don't count.
 *
 * @returns a function from a text to a name without an extension: `DA+DD` stays so, `Été 1.jpg` becomes `Ete-1.jpg`.
 */
export function fileNamer(): (text: string) => string {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    const plain = plainName(text);
    let name = plain;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${plain}-${count}`;
    taken.add(name.toLowerCase());
    names.set(text, name);
    return name;
  };
}

function plainName(text: string): string {
  // Accents are written apart first, so that the letters below them stay.
  const letters = text.normalize('NFKD').replace(/\p{M}/gu, '');
  const name = letters
    .replace(/[^A-Za-z0-9._+-]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^[.-]+|[.-]+$/g, '');
  if (name === '') return 'unnamed';
  return RESERVED.test(name) ? `_${name}` : name;
}
