import { Writable } from 'node:stream';
import type { OutputStream } from '../streams.ts';

/** A stream that keeps what is written to it; with `columns` it says that it is a terminal of that width. */
export function createMemoryStream(options: { readonly columns?: number } = {}): OutputStream & { text(): string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return Object.assign(stream, {
    isTTY: options.columns !== undefined,
    columns: options.columns,
    text: () => Buffer.concat(chunks).toString('utf8'),
  });
}
