/** An address as it may be shown and kept: without name and password, and without its query, which may hold a key. */
export function withoutSecrets(address: string | URL): string {
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}

/** An address without name and password, and the header that says them to its server. */
export function splitCredentials(address: URL): { readonly address: URL; readonly authorization: string | undefined } {
  if (address.username === '' && address.password === '') return { address, authorization: undefined };
  const bare = new URL(address);
  bare.username = '';
  bare.password = '';
  const pair = `${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`;
  return { address: bare, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
