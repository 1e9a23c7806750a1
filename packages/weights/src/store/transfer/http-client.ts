import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { HavcError } from '@havc/core';
import type { Environment } from '../models-home.ts';
import { splitCredentials, withoutSecrets } from './address.ts';

/** Hugging Face and GitHub redirect once or twice. */
const MAX_REDIRECTS = 10;

/** How long is waited for what. */
export interface HttpTiming {
  /** For a connection, in milliseconds. */
  readonly connectMs: number;
  /** For an answer to begin, and for each next piece of it, in milliseconds. */
  readonly stallMs: number;
}

/** A server's answer; its body has not been read. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  /** The bytes as they are sent. Must be read or destroyed. */
  readonly body: Readable;
}

/** Asks servers for files, through the proxies that the environment names. */
export interface HttpClient extends AsyncDisposable {
  /**
   * Asks for a file and follows redirects.
   *
   * @throws HavcError `DOWNLOAD_FAILED` for a redirect that isn't followed; other errors as they come from the network.
   */
  get(address: string, headers: Readonly<Record<string, string>>, signal: AbortSignal | undefined): Promise<HttpAnswer>;
}

/**
 * A client whose proxies are those of `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` (or in lower case).
 *
 * @throws HavcError `OPTION_INVALID` for a proxy's address that is none.
 */
export async function createHttpClient(env: Environment, timing: HttpTiming): Promise<HttpClient> {
  const { EnvHttpProxyAgent, request } = await import('undici');
  const variable = (name: string) => env[name.toLowerCase()] ?? env[name] ?? '';
  const httpProxy = proxyAddress('HTTP_PROXY', variable('HTTP_PROXY'));
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy,
    httpsProxy: proxyAddress('HTTPS_PROXY', variable('HTTPS_PROXY')),
    noProxy: variable('NO_PROXY'),
    // As curl does: a proxy forwards http: itself, and only tunnels https:. Many allow no tunnel to port 80.
    proxyTunnel: false,
    connect: { timeout: timing.connectMs },
    headersTimeout: timing.stallMs,
    bodyTimeout: timing.stallMs,
  });

  return {
    async get(address, headers, signal) {
      let { address: url, authorization } = splitCredentials(new URL(address));
      for (let redirects = 0; ; redirects++) {
        const answer = await request(url, {
          dispatcher,
          method: 'GET',
          headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
          signal: signal ?? null,
        });
        const { statusCode, headers: answered, body } = answer;
        // Its end is told by whoever reads it; a body that is thrown away tells nobody.
        body.on('error', () => {});
        const location = answered.location;
        if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) {
          return { statusCode, headers: answered, body };
        }
        body.destroy();
        const next = redirectTarget(url, String(location));
        if (redirects >= MAX_REDIRECTS) throw redirectError(url, `it redirects more than ${MAX_REDIRECTS} times`);
        if (next.origin !== url.origin) authorization = undefined;
        url = next;
      }
    },
    async [Symbol.asyncDispose]() {
      await dispatcher.destroy();
    },
  };
}

/** Where a redirect leads: from `https:` only to `https:`, from `http:` to both, and nowhere else. */
export function redirectTarget(from: URL, location: string): URL {
  if (!URL.canParse(location, from.href)) throw redirectError(from, 'it redirects to what is no address');
  const { address } = splitCredentials(new URL(location, from.href));
  if (address.protocol === 'https:' || (address.protocol === 'http:' && from.protocol === 'http:')) return address;
  throw redirectError(from, `it redirects to ${address.protocol}, which is not followed`);
}

function redirectError(address: URL, why: string): HavcError {
  return new HavcError('DOWNLOAD_FAILED', `${withoutSecrets(address)} gives no file: ${why}.`, {
    details: { address: withoutSecrets(address) },
  });
}

function proxyAddress(name: string, value: string): string {
  if (value === '') return '';
  // As curl does: a proxy without a scheme speaks HTTP.
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return address;
  throw new HavcError(
    'OPTION_INVALID',
    `${name} must be the address of a proxy such as http://proxy.example:3128. Correct the variable, or unset it.`,
    { details: { option: name } },
  );
}
