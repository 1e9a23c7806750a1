import { HavcError } from '@havc/core';
import { type Lut, type LutTable, MAX_CURVE_SIZE, MAX_LATTICE_SIZE, type RgbTriple } from './lut.ts';

const NUMBER = '([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)';
/** The specification allows 250 characters a line; programs write longer comments. */
const MAX_LINE = 1024;
/** The shortest row, "0 0 0", and its line's end. */
const SHORTEST_ROW = 6;

/**
 * The LUT that a `.cube` text describes: of Adobe's kind (curves or a lattice, with a domain) or of DaVinci Resolve's
 * (also curves and then a lattice, with input ranges).
 *
 * Known are TITLE, LUT_1D_SIZE (2..65536), LUT_3D_SIZE (2..256), DOMAIN_MIN, DOMAIN_MAX, LUT_1D_INPUT_RANGE and
 * LUT_3D_INPUT_RANGE, in any order before the values; lines of `#` and empty ones anywhere; LF, CRLF or CR; a byte
 * order mark. In a text with both tables, a domain is that of the curves. Time and memory grow with the text, whatever
 * sizes it claims.
 *
 * @throws HavcError `INPUT_UNREADABLE` for anything else, with the line's number, 1-based, in the message and as
 * `details.line`, and what was expected there.
 *
 * Source: Adobe, Cube LUT Specification 1.0 (2013); Blackmagic Design, the LUT section of Resolve's manual for its own
 * keywords.
 */
export function parseCube(text: string): Lut {
  const reader = new CubeReader(text.length);
  const lineEnd = text.includes('\n') ? '\n' : '\r';
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    let end = text.indexOf(lineEnd, start);
    if (end < 0) end = text.length;
    reader.line++;
    if (end - start > MAX_LINE) reader.refuse(`expected at most ${MAX_LINE} characters, got ${end - start}`);
    const content = text.slice(start, end).trim();
    if (content !== '' && !content.startsWith('#')) reader.read(content);
    start = end + 1;
  }
  return reader.finish();
}

/** What a header says, in the order of the tables: curves, lattice. */
type TableName = 'LUT_1D' | 'LUT_3D';

class CubeReader {
  line = 0;
  readonly #length: number;
  readonly #row = new RegExp(`^${NUMBER}\\s+${NUMBER}\\s+${NUMBER}$`);
  readonly #said = new Map<string, { readonly line: number; readonly numbers: readonly number[] }>();
  #title: string | undefined;
  #values: Float32Array | undefined;
  #filled = 0;

  constructor(length: number) {
    this.#length = length;
  }

  read(content: string): void {
    const row = this.#row.exec(content);
    if (row) this.#takeRow(row);
    else if (/^[A-Z]/.test(content)) this.#takeKeyword(content);
    else this.#refuseContent(this.#values ? 'three numbers' : 'a keyword, three numbers or a comment', content);
  }

  finish(): Lut {
    const rows = this.#rows();
    if (rows === 0) this.refuse('expected LUT_1D_SIZE or LUT_3D_SIZE, but the text ends without');
    const filled = this.#filled / 3;
    if (filled < rows) this.refuse(`expected ${rows} rows of values, but the text ends after ${filled}`);
    const values = this.#values ?? new Float32Array(0);
    const split = 3 * (this.#sizeOf('LUT_1D') ?? 0);
    const [curves, lattice] = [this.#sizeOf('LUT_1D'), this.#sizeOf('LUT_3D')];
    return {
      ...(this.#title !== undefined && { title: this.#title }),
      ...(curves && { curves: this.#table('LUT_1D', curves, values.slice(0, split), true) }),
      ...(lattice && { lattice: this.#table('LUT_3D', lattice, values.slice(split), !curves) }),
    };
  }

  refuse(problem: string, line = this.line): never {
    throw new HavcError('INPUT_UNREADABLE', `This is no usable .cube LUT, line ${Math.max(1, line)}: ${problem}.`, {
      details: { line: Math.max(1, line) },
    });
  }

  #takeRow(row: RegExpExecArray): void {
    this.#values ??= this.#allocate();
    if (this.#filled === this.#values.length) {
      this.refuse(`expected no more than the ${this.#values.length / 3} rows that the sizes say, got another`);
    }
    for (let c = 1; c <= 3; c++) {
      const value = Math.fround(Number(row[c]));
      if (!Number.isFinite(value)) this.#refuseContent('numbers that fit into 32 bits', row[0]);
      this.#values[this.#filled++] = value;
    }
  }

  #takeKeyword(content: string): void {
    const keyword = /^[A-Za-z0-9_]+/.exec(content)?.[0] ?? '';
    const rest = content.slice(keyword.length).trim();
    if (this.#values) this.#refuseContent('three numbers, all keywords being before the values', content);
    if (this.#said.has(keyword)) this.refuse(`expected ${keyword} once, it was given in line ${this.#lineOf(keyword)}`);
    switch (keyword) {
      case 'TITLE':
        this.#title = /^"([^"]*)"$/.exec(rest)?.[1] ?? rest.replaceAll('"', '');
        this.#say(keyword, []);
        return;
      case 'LUT_1D_SIZE':
        this.#takeSize(keyword, rest, MAX_CURVE_SIZE);
        return;
      case 'LUT_3D_SIZE':
        this.#takeSize(keyword, rest, MAX_LATTICE_SIZE);
        return;
      case 'DOMAIN_MIN':
      case 'DOMAIN_MAX':
        this.#say(keyword, this.#numbers(rest, 3, content));
        return;
      case 'LUT_1D_INPUT_RANGE':
      case 'LUT_3D_INPUT_RANGE': {
        const [low, high] = this.#numbers(rest, 2, content) as [number, number];
        if (!(low < high)) this.#refuseContent(`the smaller number first after ${keyword}`, content);
        this.#say(keyword, [low, high]);
        return;
      }
      default:
        this.#refuseContent('TITLE, a size, a domain, an input range, three numbers or a comment', content);
    }
  }

  #takeSize(keyword: string, rest: string, most: number): void {
    const size = /^\d{1,9}$/.test(rest) ? Number(rest) : 0;
    if (size < 2 || size > most) this.#refuseContent(`a whole number from 2 to ${most} after ${keyword}`, rest);
    this.#say(keyword, [size]);
    const rows = this.#rows();
    if (rows * SHORTEST_ROW <= this.#length + 1) return;
    this.refuse(`${keyword} ${size} means ${rows} rows of values, for which the text is too short`);
  }

  #table(name: TableName, size: number, values: Float32Array, domainCounts: boolean): LutTable {
    const range = this.#said.get(`${name}_INPUT_RANGE`)?.numbers;
    const low = domainCounts ? this.#said.get('DOMAIN_MIN') : undefined;
    const high = domainCounts ? this.#said.get('DOMAIN_MAX') : undefined;
    if (range && (low || high)) {
      this.refuse(`expected a domain or ${name}_INPUT_RANGE, got both`, this.#lineOf(`${name}_INPUT_RANGE`));
    }
    const from = low?.numbers ?? Array(3).fill(range?.[0] ?? 0);
    const to = high?.numbers ?? Array(3).fill(range?.[1] ?? 1);
    if (from.some((value, c) => value >= to[c]!)) {
      const line = Math.max(low?.line ?? 0, high?.line ?? 0);
      this.refuse('expected DOMAIN_MIN to be smaller than DOMAIN_MAX in each channel', line);
    }
    return { size, from: from as unknown as RgbTriple, to: to as unknown as RgbTriple, values };
  }

  #allocate(): Float32Array {
    const rows = this.#rows();
    if (rows === 0) this.refuse('expected LUT_1D_SIZE or LUT_3D_SIZE before the first values');
    return new Float32Array(3 * rows);
  }

  #numbers(rest: string, count: number, content: string): number[] {
    const numbers = rest.split(/\s+/).filter((word) => new RegExp(`^${NUMBER}$`).test(word));
    const values = numbers.map(Number);
    const right = numbers.join(' ') === rest.replaceAll(/\s+/g, ' ') && values.length === count;
    if (!right || !values.every(Number.isFinite)) this.#refuseContent(`${count} numbers after the keyword`, content);
    return values;
  }

  #say(keyword: string, numbers: readonly number[]): void {
    this.#said.set(keyword, { line: this.line, numbers });
  }

  #lineOf(keyword: string): number {
    return this.#said.get(keyword)?.line ?? this.line;
  }

  #sizeOf(name: TableName): number | undefined {
    return this.#said.get(`${name}_SIZE`)?.numbers[0];
  }

  #rows(): number {
    return (this.#sizeOf('LUT_1D') ?? 0) + (this.#sizeOf('LUT_3D') ?? 0) ** 3;
  }

  #refuseContent(expected: string, content: string): never {
    const quoted = JSON.stringify(content.length > 40 ? `${content.slice(0, 40)}…` : content);
    this.refuse(`expected ${expected}, got ${quoted}`);
  }
}
