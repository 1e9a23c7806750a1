import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

/** A server on this machine, for one test. */
export interface FileServer {
  /** The address of a path on it. */
  address(path: string): string;
  /** What it has been asked, in order: `GET /a.pth`, with `bytes=5-` where a range was asked for. */
  readonly asked: string[];
  /** The headers of each request. */
  readonly headers: IncomingMessage['headers'][];
}

/** A server that answers the first request with the first answer, and so on; the last one answers all that follow. */
export async function startServer(...answers: readonly RequestListener[]): Promise<FileServer> {
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    const range = request.headers.range;
    asked.push(`${request.method} ${request.url}${range === undefined ? '' : ` ${range}`}`);
    headers.push(request.headers);
    response.on('error', () => {}); // the test has cut the connection
    answers[Math.min(asked.length, answers.length) - 1]!(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { address: (path) => `http://127.0.0.1:${port}${path}`, asked, headers };
}

const closers: (() => Promise<void>)[] = [];

/** Has the servers of each test closed after it; call it once in a file. */
export function closeServersAfterEach(): void {
  afterEach(async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
  });
}

/** How {@link sends} sends. */
export interface SendOptions {
  readonly etag?: string;
  readonly lastModified?: string;
  /** Whether it takes no notice of `Range`. */
  readonly ignoresRanges?: boolean;
  /** Whether it takes no notice of `If-Range`. */
  readonly ignoresValidators?: boolean;
  /** Cuts the connection after so many bytes of the body. */
  readonly cutAfter?: number;
  /** Says nothing more after so many bytes of the body, and leaves the connection open. */
  readonly stallAfter?: number;
  /** Sent over what it would say. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sends no length. */
  readonly chunked?: boolean;
}

/** An answer that sends a file as a good server does, unless the options say otherwise. */
export function sends(content: Buffer, options: SendOptions = {}): RequestListener {
  return (request, response) => {
    const first = options.ignoresRanges ? undefined : wantedFrom(request, options);
    const body = content.subarray(first ?? 0);
    response.statusCode = first === undefined ? 200 : 206;
    if (first !== undefined && first >= content.length) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
      return;
    }
    if (first !== undefined) {
      response.setHeader('content-range', `bytes ${first}-${content.length - 1}/${content.length}`);
    }
    if (options.chunked) response.setHeader('transfer-encoding', 'chunked');
    else response.setHeader('content-length', body.length);
    if (options.etag !== undefined) response.setHeader('etag', options.etag);
    if (options.lastModified !== undefined) response.setHeader('last-modified', options.lastModified);
    for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value);
    write(response, body, options);
  };
}

/** An answer without a file. */
export function answers(
  statusCode: number,
  headers: Readonly<Record<string, string>> = {},
  text = '',
): RequestListener {
  return (_request, response) => void response.writeHead(statusCode, { ...headers }).end(text);
}

function wantedFrom(
  request: IncomingMessage,
  { etag, lastModified, ignoresValidators }: SendOptions,
): number | undefined {
  const match = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  if (!match) return undefined;
  const validator = request.headers['if-range'];
  if (validator !== undefined && !ignoresValidators && validator !== etag && validator !== lastModified)
    return undefined;
  return Number(match[1]);
}

function write(response: ServerResponse, body: Buffer, { cutAfter, stallAfter }: SendOptions): void {
  const until = cutAfter ?? stallAfter;
  if (until === undefined) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, until), () => {
    // A moment for the bytes to leave, which a cut would take along.
    if (cutAfter !== undefined) setImmediate(() => response.socket?.end());
  });
}
