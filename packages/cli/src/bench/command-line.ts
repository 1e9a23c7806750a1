import type { BenchParts, BenchRequest } from './bench-request.ts';

/** The line that asks for the same again: what a report says it was made by. Paths are as they were given. */
export function commandLine(request: BenchRequest): string {
  const { parts, quick, models, presets, recipes, device, precision } = request;
  const names = Object.keys(parts) as (keyof BenchParts)[];
  const [only] = names;
  const words = ['havc', 'bench', ...(names.length === 1 ? [only!] : [])];
  if (names.length === 1) words.push(...partWords(parts[only!]!));
  const flags = { quick, models, presets, recipes, device: device === 'auto' ? undefined : device, precision };
  return [...words, ...partWords(flags)].map(quoted).join(' ');
}

/** The words of options by their names; arguments are those called `films`. */
function partWords(part: Readonly<Record<string, unknown>> | object): string[] {
  return Object.entries(part).flatMap(([name, value]) => {
    if (name === 'films') return value as string[];
    if (name === 'merges') return value === false ? ['--no-merges'] : [];
    if (value === undefined || value === false) return [];
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === true) return [option];
    if (name === 'sizes') return [option, (value as number[][]).map((size) => size.join('x')).join(',')];
    return [option, Array.isArray(value) ? value.join(',') : String(value)];
  });
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
