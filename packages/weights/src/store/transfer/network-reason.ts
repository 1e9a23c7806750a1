import { errnoOf } from '../store-error.ts';

/** What is wrong, by the code of the error: a phrase that continues "the address …". */
const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: "can't be found: the name of its host is unknown, or there is no network",
  EAI_AGAIN: "can't be found: no name server answers",
  ECONNREFUSED: 'refuses connections',
  ECONNRESET: 'cut the connection',
  EPIPE: 'cut the connection',
  EHOSTUNREACH: "can't be reached",
  ENETUNREACH: "can't be reached: there is no network",
  ETIMEDOUT: 'does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'does not answer',
  UND_ERR_BODY_TIMEOUT: 'has stalled',
  UND_ERR_SOCKET: 'cut the connection',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'sent another number of bytes than it said',
};

/** Those that no further try would mend, at least not in this minute. */
const LASTING = ['ENOTFOUND', 'ECONNREFUSED', 'UND_ERR_INVALID_ARG', 'ERR_INVALID_URL'];

/** Why the network failed, a phrase that continues "the address …". */
export function networkReason(error: unknown): string {
  const code = codeOf(error);
  if (code !== undefined && REASONS[code] !== undefined) return REASONS[code];
  const said = error instanceof Error ? error.message : String(error);
  if (isCertificateFault(code))
    return `has a certificate that can't be trusted (${said}; NODE_EXTRA_CA_CERTS adds one)`;
  if (code?.startsWith('HPE_')) return 'answers in a way that is not HTTP';
  return `can't be read (${said})`;
}

/** Whether it may pass, so that another try makes sense. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  return code === undefined || !(LASTING.includes(code) || isCertificateFault(code));
}

/** The code of the error or, where it has none, that of its cause. */
function codeOf(error: unknown): string | undefined {
  return errnoOf(error) ?? (error instanceof Error ? errnoOf(error.cause) : undefined);
}

const isCertificateFault = (code: string | undefined): boolean =>
  code !== undefined && /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/.test(code);
