import { expect, it } from 'vitest';
import { widenBfloat16, widenFloat16 } from './float16.ts';

it.each([
  ['zero', 0x0000, 0],
  ['negative zero', 0x8000, -0],
  ['the least subnormal number', 0x0001, 2 ** -24],
  ['a subnormal number', 0x8155, -341 * 2 ** -24],
  ['the largest subnormal number', 0x03ff, 1023 * 2 ** -24],
  ['the least normal number', 0x0400, 2 ** -14],
  ['one', 0x3c00, 1],
  ['a third', 0x3555, 0.333251953125],
  ['the largest number', 0x7bff, 65504],
  ['infinity', 0x7c00, Number.POSITIVE_INFINITY],
  ['negative infinity', 0xfc00, Number.NEGATIVE_INFINITY],
  ['not a number', 0x7e01, Number.NaN],
])('widens %s of 16 bits exactly', (_, bits, value) => {
  expect(Object.is(widenFloat16(Uint16Array.of(bits))[0], value)).toBe(true);
});

it('gives every half its own value: 63,488 are finite, 2 infinite, 2046 not a number', () => {
  const values = widenFloat16(Uint16Array.from({ length: 65536 }, (_, bits) => bits));
  expect(values.filter(Number.isFinite)).toHaveLength(63488);
  expect(values.filter(Number.isNaN)).toHaveLength(2046);
  const bits = new Uint32Array(values.buffer);
  expect(new Set(bits).size).toBe(65536);
});

it('grows with the bits of positive halves', () => {
  const values = widenFloat16(Uint16Array.from({ length: 0x7c01 }, (_, bits) => bits));
  for (let i = 1; i < values.length; i++) expect(values[i]! > values[i - 1]!).toBe(true);
});

it('keeps the payload of a NaN', () => {
  expect(new Uint32Array(widenFloat16(Uint16Array.of(0xfe01)).buffer)[0]).toBe(0xffc02000);
  expect(new Uint32Array(widenBfloat16(Uint16Array.of(0xff81)).buffer)[0]).toBe(0xff810000);
});

it.each([
  ['one', 0x3f80, 1],
  ['the largest number', 0x7f7f, 3.3895313892515355e38],
  ['the least subnormal number', 0x0001, 2 ** -133],
  ['negative infinity', 0xff80, Number.NEGATIVE_INFINITY],
])('widens %s of bfloat16 exactly', (_, bits, value) => {
  expect(widenBfloat16(Uint16Array.of(bits))[0]).toBe(value);
});
