import { execFile, execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer as createProxy, type Server } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { openModelStore } from '../model-store.ts';
import { failure } from '../testing/failure.ts';
import { sends } from '../testing/file-server.ts';
import { madeBytes, madeEntry, sha256Of } from '../testing/made-entry.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const CONTENT = madeBytes(5000);
const SCRIPT = fileURLToPath(new URL('../testing/fetch-in-child.mjs', import.meta.url));
const folder = temporaryFolder();

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A server with a certificate for "localhost" that nobody has signed; false where there is no openssl to make it. */
async function startSecure(): Promise<number | false> {
  try {
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const files = ['-keyout', folder.path('key.pem'), '-out', folder.path('certificate.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...names, ...files], {
      stdio: 'ignore',
    });
  } catch {
    return false; // no openssl here
  }
  const [key, cert] = await Promise.all(['key.pem', 'certificate.pem'].map((name) => readFile(folder.path(name))));
  return listening(createServer({ key: key!, cert: cert! }, sends(CONTENT)));
}

describe('https:', () => {
  it('goes through the tunnel of a proxy, to a server whose certificate was added', async ({ skip }) => {
    const port = await startSecure();
    if (port === false) return skip('There is no openssl to make a certificate.');
    const tunnels: string[] = [];
    const proxy = createProxy();
    proxy.on('connect', (request, socket, head) => {
      tunnels.push(request.url!);
      const server = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        server.write(head);
        server.pipe(socket);
        socket.pipe(server);
      });
      server.on('error', () => socket.destroy());
      socket.on('error', () => server.destroy());
    });
    const proxyPort = await listening(proxy);
    const entry = madeEntry(CONTENT, { addresses: [`https://localhost:${port}/made.pth`] });
    const argv = [SCRIPT, folder.path('home'), JSON.stringify([entry])];
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...argv, JSON.stringify({ HTTPS_PROXY: `127.0.0.1:${proxyPort}` })],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: folder.path('certificate.pem') } },
    );
    expect(stdout).toBe(`ready ${sha256Of(CONTENT)}`);
    expect(tunnels).toEqual([`localhost:${port}`]);
  });

  it('refuses a certificate that nobody trusts, at once and with advice', async ({ skip }) => {
    const port = await startSecure();
    if (port === false) return skip('There is no openssl to make a certificate.');
    const entry = madeEntry(CONTENT, { addresses: [`https://localhost:${port}/made.pth`] });
    const store = openModelStore({ home: folder.path('home'), env: {}, catalogue: [entry] });
    const error = await failure(store.fetch('made'));
    expect(error.code).toBe('DOWNLOAD_FAILED');
    expect(error.message).toMatch(/has a certificate that can't be trusted \(.*; NODE_EXTRA_CA_CERTS adds one\)/);
  });
});
