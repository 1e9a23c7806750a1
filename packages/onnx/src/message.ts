import { Buffer } from 'node:buffer';

/** One message between the host and its inference process: a small JSON header, and raw bytes behind it. */
export interface Message {
  readonly header: Readonly<Record<string, unknown>>;
  /** Starts at offset 0 of its own ArrayBuffer, so that typed arrays can be laid over it. */
  readonly body: Buffer;
}

/** Lengths of header and body, both unsigned 32-bit little-endian. */
const PREFIX_BYTES = 8;

/** The largest body a message can have: its length is an unsigned 32-bit number. */
export const MAX_BODY_BYTES = 0xffff_ffff;

/**
 * The bytes of one message, ready to be written in this order. `body` isn't copied, so it must not change before it
 * is written.
 */
export function encodeMessage(header: object, body: readonly Uint8Array[] = []): Uint8Array[] {
  const json = Buffer.from(JSON.stringify(header));
  let bodyBytes = 0;
  for (const part of body) bodyBytes += part.byteLength;
  const head = Buffer.allocUnsafe(PREFIX_BYTES + json.length);
  head.writeUInt32LE(json.length, 0);
  head.writeUInt32LE(bodyBytes, 4);
  json.copy(head, PREFIX_BYTES);
  return [head, ...body.filter((part) => part.byteLength > 0)];
}

/**
 * A function that takes the channel's chunks as they come, however they are cut, and calls `onMessage` once for each
 * message that is complete. A body is copied once, into memory of its own.
 */
export function createMessageReader(onMessage: (message: Message) => void): (chunk: Uint8Array) => void {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  let prefixFill = 0;
  let header: Buffer | undefined;
  let headerFill = 0;
  let body: Buffer | undefined;
  let bodyFill = 0;

  return (chunk) => {
    let at = 0;
    const fill = (target: Buffer, filled: number): number => {
      const count = Math.min(target.length - filled, chunk.length - at);
      target.set(chunk.subarray(at, at + count), filled);
      at += count;
      return filled + count;
    };
    while (at < chunk.length) {
      if (!header) {
        prefixFill = fill(prefix, prefixFill);
        if (prefixFill < PREFIX_BYTES) return;
        header = Buffer.allocUnsafe(prefix.readUInt32LE(0));
        body = Buffer.allocUnsafeSlow(prefix.readUInt32LE(4));
      }
      headerFill = fill(header, headerFill);
      if (headerFill < header.length) return;
      bodyFill = fill(body!, bodyFill);
      if (bodyFill < body!.length) return;
      const message: Message = { header: JSON.parse(header.toString()), body: body! };
      prefixFill = headerFill = bodyFill = 0;
      header = body = undefined;
      onMessage(message);
    }
  };
}
