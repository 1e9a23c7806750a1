import { quoted, type RefusalReason, refusal } from './refusal.ts';
import { MAX_TENSORS } from './stored-tensor.ts';

/** What the header of a safetensors file says of a tensor; offsets count bytes from the header's end. */
export interface HeaderTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * Parses the header of a safetensors file. It's JSON of a closed form, and read by a parser of that form alone:
 * JSON.parse takes names that come twice, moves names that are numbers to the front, and builds whatever it is given.
 *
 * @throws HavcError `WEIGHTS_REFUSED`: `malformed`, `duplicate`, `limit`.
 *
 * Source: the format's description in the safetensors repository (README.md, "Format").
 */
export function parseSafetensorsHeader(text: string, path: string): HeaderTensor[] {
  return new HeaderParser(text, path).tensors();
}

class HeaderParser {
  readonly #text: string;
  readonly #path: string;
  #at = 0;

  constructor(text: string, path: string) {
    this.#text = text;
    this.#path = path;
  }

  tensors(): HeaderTensor[] {
    const tensors: HeaderTensor[] = [];
    this.#object((name) => {
      if (name === '__metadata__') this.#object(() => void this.#string());
      else tensors.push(this.#tensor(name));
      if (tensors.length > MAX_TENSORS) throw this.#fail('limit', `has more than ${MAX_TENSORS} tensors`);
    });
    // The reference pads the header with spaces.
    if (this.#peek() !== '') throw this.#fail('malformed', 'goes on behind its end');
    return tensors;
  }

  #tensor(name: string): HeaderTensor {
    let dtype: string | undefined;
    let shape: number[] | undefined;
    let offsets: number[] | undefined;
    this.#object((key) => {
      if (key === 'dtype') dtype = this.#string();
      else if (key === 'shape') shape = this.#integers();
      else if (key === 'data_offsets') offsets = this.#integers();
      else throw this.#fail('malformed', `has the unknown key ${quoted(key)} for tensor ${quoted(name)}`);
    });
    const [begin, end] = offsets ?? [];
    if (dtype === undefined || shape === undefined || begin === undefined || end === undefined || offsets!.length > 2) {
      throw this.#fail('malformed', `lacks the type, the shape or the offsets of tensor ${quoted(name)}`);
    }
    return { name, dtype, shape, begin, end };
  }

  #object(entry: (key: string) => void): void {
    const keys = new Set<string>();
    this.#expect('{');
    for (let more = this.#peek() !== '}'; more; ) {
      const key = this.#string();
      if (keys.has(key)) throw this.#fail('duplicate', `has the name ${quoted(key)} twice`);
      keys.add(key);
      this.#expect(':');
      entry(key);
      more = this.#peek() === ',';
      if (more) this.#expect(',');
    }
    this.#expect('}');
  }

  #integers(): number[] {
    const values: number[] = [];
    this.#expect('[');
    for (let more = this.#peek() !== ']'; more; ) {
      values.push(this.#integer());
      // More axes than any tensor has: the layout would refuse it, there's no need to read on.
      if (values.length > 64) throw this.#fail('limit', 'has a list of more than 64 numbers');
      more = this.#peek() === ',';
      if (more) this.#expect(',');
    }
    this.#expect(']');
    return values;
  }

  #integer(): number {
    this.#peek();
    const [digits] = /^(?:0|[1-9]\d{0,20})(?![\d.eE])/.exec(this.#text.slice(this.#at, this.#at + 24)) ?? [];
    const value = Number(digits ?? Number.NaN);
    if (digits === undefined) throw this.#fail('malformed', 'has something else where a whole number belongs');
    if (!Number.isSafeInteger(value))
      throw this.#fail('out-of-bounds', `has the number ${digits}, larger than any file`);
    this.#at += digits.length;
    return value;
  }

  #string(): string {
    this.#peek();
    const start = this.#at;
    this.#expect('"');
    for (;;) {
      const end = this.#text.indexOf('"', this.#at);
      if (end < 0) throw this.#fail('malformed', 'has a text without an end');
      this.#at = end + 1;
      let slashes = 0;
      while (this.#text[end - 1 - slashes] === '\\') slashes++;
      if (slashes % 2 === 0) break;
    }
    try {
      return JSON.parse(this.#text.slice(start, this.#at)) as string;
    } catch {
      // SyntaxError: an unknown escape or a control character.
      throw this.#fail('malformed', 'has a text that is no JSON');
    }
  }

  /** The next character that isn't white space, which is skipped; empty at the end. */
  #peek(): string {
    while (' \n\r\t'.includes(this.#text[this.#at] ?? 'x')) this.#at++;
    return this.#text[this.#at] ?? '';
  }

  #expect(character: string): void {
    if (this.#peek() !== character) throw this.#fail('malformed', `has no ${character} where one belongs`);
    this.#at++;
  }

  #fail(reason: RefusalReason, what: string): Error {
    return refusal(this.#path, reason, `its header ${what} (at character ${this.#at} of it)`);
  }
}
