import leven from 'leven';

/** A name with more wrong letters than this share of its own is no slip any more; */
const MAX_WRONG_SHARE = 0.4;
/** but two letters in the wrong order are one, also in a short name. */
const SLIP = 2;
const SHORTEST = 4;

/** Longer texts are no names, and comparing them takes time. */
const MAX_LENGTH = 64;

/** The name that was probably meant, if one is near: capitals, spaces, hyphens and underscores don't count. */
export function nearestName(text: string, names: readonly string[]): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const wanted = plainName(text);
  const [best] = names
    .map((name) => ({ name, wrong: leven(wanted, plainName(name)) }))
    .sort((a, b) => a.wrong - b.wrong);
  return best !== undefined && best.wrong <= mostWrong(plainName(best.name).length) ? best.name : undefined;
}

function mostWrong(length: number): number {
  return Math.max(length < SHORTEST ? 1 : SLIP, length * MAX_WRONG_SHARE);
}

/** A name as it is compared: small letters, without spaces, hyphens and underscores. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

/** `did you mean medium?` where a name is near, else `there are: a, b, c`. */
export function nameAdvice(text: string, names: readonly string[]): string {
  const near = nearestName(text, names);
  return near === undefined ? `there are: ${names.join(', ')}` : `did you mean ${near}?`;
}
