/** Why the server didn't start. */
export interface ListenRefusal {
  readonly code: 'PORT_IN_USE' | 'PORT_NOT_ALLOWED' | 'HOST_UNKNOWN' | 'LISTEN_FAILED';
  readonly message: string;
}

/** What the operating system said, as a sentence for the person at the keyboard. */
export function listenRefusal(
  cause: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): ListenRefusal {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  switch (code) {
    case 'EADDRINUSE':
      return {
        code: 'PORT_IN_USE',
        message: `Port ${port} is used by another program. Stop it, or choose another port with --port.`,
      };
    case 'EACCES':
      return {
        code: 'PORT_NOT_ALLOWED',
        message: `Port ${port} may not be used by this user. Choose one above 1023 with --port.`,
      };
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return {
        code: 'HOST_UNKNOWN',
        message: `${host} isn’t an address of this machine. Leave --host out to use all of them.`,
      };
    default:
      return {
        code: 'LISTEN_FAILED',
        message: `The hub can’t listen on ${host}:${port} (${String(cause)}).`,
      };
  }
}
