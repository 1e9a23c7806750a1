import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openModelStore } from '../model-store.ts';
import { failure } from '../testing/failure.ts';
import { closeServersAfterEach, sends, startServer } from '../testing/file-server.ts';
import { madeBytes, madeEntry } from '../testing/made-entry.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { redirectTarget } from './http-client.ts';

const CONTENT = madeBytes(5000);
const folder = temporaryFolder();
closeServersAfterEach();

let proxies: Server[] = [];
afterEach(() => {
  for (const proxy of proxies) {
    proxy.closeAllConnections();
    proxy.close();
  }
  proxies = [];
});

/** A proxy that forwards http: and allows no tunnels. */
async function startProxy() {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const proxy = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    authorizations.push(request.headers['proxy-authorization']);
    httpRequest(request.url!, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    }).end();
  });
  proxy.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  proxies.push(proxy);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return { host: `127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked, authorizations };
}

const storeWith = (env: Record<string, string>, address: string) =>
  openModelStore({
    home: folder.path('home'),
    env,
    catalogue: [madeEntry(CONTENT, { addresses: [address] })],
    timing: { retries: 0, stallMs: 1000, connectMs: 1000 },
  });

describe('proxies', () => {
  it.each(['HTTP_PROXY', 'http_proxy'])('are those of %s', async (name) => {
    const [server, proxy] = [await startServer(sends(CONTENT)), await startProxy()];
    const { record } = await storeWith({ [name]: `http://${proxy.host}` }, server.address('/made.pth')).fetch('made');
    expect(proxy.asked).toEqual([`GET ${server.address('/made.pth')}`]);
    expect(server.asked).toEqual(['GET /made.pth']);
    expect(record!.verifiedAgainst).toBe('catalogue');
  });

  it('may be named without http:// and with a name and a password', async () => {
    const [server, proxy] = [await startServer(sends(CONTENT)), await startProxy()];
    await storeWith({ HTTP_PROXY: `me:secret@${proxy.host}` }, server.address('/made.pth')).fetch('made');
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('me:secret').toString('base64')}`]);
  });

  it('are passed by for the hosts of NO_PROXY', async () => {
    const [server, proxy] = [await startServer(sends(CONTENT)), await startProxy()];
    const env = { HTTP_PROXY: `http://${proxy.host}`, NO_PROXY: 'example.com,127.0.0.1' };
    await storeWith(env, server.address('/made.pth')).fetch('made');
    expect(proxy.asked).toEqual([]);
    expect(server.asked).toEqual(['GET /made.pth']);
  });

  it('are asked for a tunnel to https:, and their refusal is told', async () => {
    const proxy = await startProxy();
    const env = { HTTPS_PROXY: `http://${proxy.host}` };
    const error = await failure(storeWith(env, 'https://models.example/made.pth').fetch('made'));
    expect(proxy.asked).toEqual(['CONNECT models.example:443']);
    expect(error.code).toBe('DOWNLOAD_FAILED');
    expect(error.message).toMatch(/https:\/\/models\.example\/made\.pth can't be read \(Proxy response \(403\)/);
  });

  it.each(['ftp://proxy:1', 'http://'])('can not be %s', async (value) => {
    const error = await failure(storeWith({ HTTPS_PROXY: value }, 'https://models.example/made.pth').fetch('made'));
    expect(error.code).toBe('OPTION_INVALID');
    expect(error.message).toMatch(/^HTTPS_PROXY must be the address of a proxy/);
  });
});

describe('redirectTarget', () => {
  it.each([
    ['https://a.example/x', 'https://b.example/y', 'https://b.example/y'],
    ['https://a.example/x/y', '../z', 'https://a.example/z'],
    ['https://a.example/x', '//b.example/y', 'https://b.example/y'],
    ['http://a.example/x', 'https://a.example/x', 'https://a.example/x'],
    ['http://a.example/x', 'http://b.example/x', 'http://b.example/x'],
    ['https://a.example/x', 'https://me:secret@b.example/y', 'https://b.example/y'],
  ])('leads from %s by %s to %s', (from, location, to) => {
    expect(redirectTarget(new URL(from), location).href).toBe(to);
  });

  it.each([
    ['https://a.example/x', 'http://a.example/x', /redirects to http:, which is not followed/],
    ['http://a.example/x', 'file:///etc/passwd', /redirects to file:/],
    ['http://a.example/x', 'data:,x', /redirects to data:/],
    ['http://a.example/x', 'https://', /redirects to what is no address/],
  ])('refuses to go from %s to %s', (from, location, message) => {
    expect(() => redirectTarget(new URL(from), location)).toThrow(message);
  });
});
