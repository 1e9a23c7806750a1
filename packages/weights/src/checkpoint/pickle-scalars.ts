import type { PickleCursor } from './pickle-cursor.ts';
import { OPCODE } from './pickle-opcodes.ts';
import { PickleFloat, type PickleValue } from './pickle-value.ts';

/** The longest number, in bytes or digits: the magic one of PyTorch's old format has 10. */
export const MAX_NUMBER_BYTES = 256;

/** The longest line of a text opcode; names of modules and keys are shorter. */
export const MAX_LINE_BYTES = 1024;

/**
 * Reads what an opcode for a number, a text or a boolean has behind it; `undefined` for every other opcode.
 *
 * @param fail - makes the error for what isn't what it should be.
 */
export function readScalar(
  opcode: number,
  cursor: PickleCursor,
  fail: (problem: string) => Error,
): boolean | number | bigint | string | Uint8Array | PickleFloat | undefined {
  const known = <T>(value: T | undefined, problem: string): T => {
    if (value === undefined) throw fail(problem);
    return value;
  };
  const text = (bytes: Buffer) => known(textFromBytes(bytes), 'has a text that is no UTF-8');
  const length = (bytes: number) =>
    known(bytes >= 0 && bytes <= MAX_NUMBER_BYTES ? bytes : undefined, `has an integer of ${bytes} bytes`);
  switch (opcode) {
    case OPCODE.NEWTRUE:
      return true;
    case OPCODE.NEWFALSE:
      return false;
    case OPCODE.BININT:
      return cursor.int32();
    case OPCODE.BININT1:
      return cursor.uint8();
    case OPCODE.BININT2:
      return cursor.uint16();
    case OPCODE.LONG1:
      return integerFromBytes(cursor.take(cursor.uint8()));
    case OPCODE.LONG4:
      return integerFromBytes(cursor.take(length(cursor.int32())));
    case OPCODE.INT:
    case OPCODE.LONG:
      return known(integerFromLine(cursor.line(MAX_NUMBER_BYTES)), 'has a number that is none');
    case OPCODE.FLOAT:
      return new PickleFloat(known(floatFromLine(cursor.line(MAX_NUMBER_BYTES)), 'has a number that is none'));
    case OPCODE.BINFLOAT:
      return new PickleFloat(cursor.double());
    case OPCODE.STRING:
      return known(stringFromLine(cursor.line(MAX_LINE_BYTES)), 'has a text that is none');
    case OPCODE.UNICODE:
      return text(known(cursor.line(MAX_LINE_BYTES), 'has a line without an end'));
    case OPCODE.SHORT_BINSTRING:
    case OPCODE.SHORT_BINUNICODE:
      return text(cursor.take(cursor.uint8()));
    case OPCODE.BINSTRING:
    case OPCODE.BINUNICODE:
      return text(cursor.take(cursor.uint32()));
    case OPCODE.BINUNICODE8:
      return text(cursor.take(cursor.uint64()));
    case OPCODE.SHORT_BINBYTES:
      return cursor.take(cursor.uint8());
    case OPCODE.BINBYTES:
      return cursor.take(cursor.uint32());
    case OPCODE.BINBYTES8:
      return cursor.take(cursor.uint64());
    default:
      return undefined;
  }
}

/** A two's complement integer of any length, least byte first; a number where it fits one exactly. */
export function integerFromBytes(bytes: Buffer): number | bigint {
  if (bytes.length === 0) return 0;
  const hex = Buffer.from(bytes).reverse().toString('hex');
  return smallest(BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`)));
}

/** A line of an INT or LONG opcode: decimal digits, with an `L` behind for LONG; `00` and `01` are booleans of INT. */
export function integerFromLine(line: Buffer | undefined): boolean | number | bigint | undefined {
  const text = line?.toString('latin1');
  if (text === '00') return false;
  if (text === '01') return true;
  if (text === undefined || !/^[-+]?\d+L?$/.test(text)) return undefined;
  return smallest(BigInt(text.replace(/^\+|L$/g, '')));
}

/** A line of a FLOAT opcode, as Python's `repr` writes floats. */
export function floatFromLine(line: Buffer | undefined): number | undefined {
  const text = line?.toString('latin1');
  if (text === undefined) return undefined;
  const named = /^([-+]?)(inf|nan)$/i.exec(text);
  if (named !== null) return named[2]!.toLowerCase() === 'nan' ? Number.NaN : Number(`${named[1]}Infinity`);
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** A line of a STRING opcode: a quoted text without escapes, which is all that names and keys need. */
export function stringFromLine(line: Buffer | undefined): string | undefined {
  const text = line?.toString('latin1') ?? '';
  return /^(?:'[^'\\]*'|"[^"\\]*")$/.test(text) ? text.slice(1, -1) : undefined;
}

/** Text that is valid UTF-8, `undefined` otherwise: two names never become one by replacing what can't be read. */
export function textFromBytes(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // TypeError: not UTF-8. The caller says where.
    return undefined;
  }
}

/** Bytes of memory that a value may take, on the safe side; the items of a container count on their own. */
export function costOf(value: PickleValue): number {
  if (typeof value === 'string') return 40 + 2 * value.length;
  return typeof value === 'object' && value !== null ? 120 : 24;
}

function smallest(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
