import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMessageReader, encodeMessage, type Message } from './message.ts';

it('gives back every message, however the channel cuts the bytes', () => {
  const message = fc.record({
    header: fc.record({ kind: fc.string(), names: fc.array(fc.string(), { maxLength: 3 }) }),
    body: fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
      (sent, cuts) => {
        const bytes = Buffer.concat(sent.flatMap(({ header, body }) => encodeMessage(header, body)));
        const received: Message[] = [];
        const read = createMessageReader((item) => received.push(item));
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = cuts[turn % cuts.length]!;
          read(bytes.subarray(at, at + size));
          at += size;
        }
        expect(received.map(({ header, body }) => [header, [...body]])).toEqual(
          sent.map(({ header, body }) => [header, body.flatMap((part) => [...part])]),
        );
      },
    ),
  );
});

it('lays each body at the start of its own memory, so that float arrays fit on it', () => {
  let received: Message | undefined;
  const read = createMessageReader((item) => {
    received = item;
  });
  const floats = Float32Array.of(1.5, -2);
  for (const part of encodeMessage({ odd: 'x' }, [new Uint8Array(floats.buffer)])) read(part);
  expect(received!.body.byteOffset).toBe(0);
  expect([...new Float32Array(received!.body.buffer, 0, 2)]).toEqual([1.5, -2]);
});

it('completes a message without a body', () => {
  const received: Message[] = [];
  const read = createMessageReader((item) => received.push(item));
  for (const part of encodeMessage({ kind: 'close' })) read(part);
  expect(received.map((item) => item.header)).toEqual([{ kind: 'close' }]);
});
