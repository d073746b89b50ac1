import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A request that a web address got. */
export interface Posted {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A web address for publications. It answers with the statuses it was given, one after the other, then with the last. */
export async function webAddress(...statuses: readonly (number | 'silence')[]): Promise<{
  readonly url: string;
  readonly posted: Posted[];
  answerWith(...next: readonly (number | 'silence')[]): void;
  stop(): void;
}> {
  const posted: Posted[] = [];
  let coming = [...statuses];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      posted.push({ method: request.method ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      const status = coming.length > 1 ? coming.shift() : coming[0];
      if (status === 'silence') return;
      if (status === 302) response.setHeader('location', '/elsewhere');
      response.statusCode = status ?? 204;
      response.end(status === 204 ? undefined : 'x'.repeat(100_000));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(stop);
  return {
    stop,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/results`,
    posted,
    answerWith: (...next) => {
      coming = [...next];
    },
  };
}

/** A mail that a server got. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly head: string;
  readonly messageId: string;
  /** The attached file. */
  readonly attachment: Buffer;
}

/** A mail server; it refuses recipients with a status as long as one is set, and any login but `lynx` with `tufts`. */
export async function mailServer(port = 0): Promise<{
  readonly port: number;
  readonly url: string;
  readonly mails: Mail[];
  readonly refusals: number;
  refuseWith(status: number | null): void;
  stop(): Promise<void>;
}> {
  const mails: Mail[] = [];
  let refusing: number | null = null;
  let refusals = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === 'lynx' && password === 'tufts') return done(null, { user: username });
      done(new Error('Wrong user or password'));
    },
    onRcptTo(_address, _session, done) {
      if (refusing === null) return done();
      refusals += 1;
      done(Object.assign(new Error('Come back later'), { responseCode: refusing }));
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('latin1');
        mails.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          head: raw.slice(0, raw.indexOf('\r\n\r\n')),
          messageId: /^Message-ID: (.+)\r$/im.exec(raw)?.[1] ?? '',
          attachment: attachmentOf(raw),
        });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  const stop = () => new Promise<void>((done) => server.close(done));
  onTestFinished(stop);
  const at = (server.server.address() as AddressInfo).port;
  return {
    port: at,
    url: `smtp://127.0.0.1:${at}`,
    mails,
    get refusals() {
      return refusals;
    },
    refuseWith(status) {
      refusing = status;
    },
    stop,
  };
}

/** The part of a mail that is a file, decoded from base64 (RFC 2045, 6.8). */
function attachmentOf(raw: string): Buffer {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? '';
  const part =
    raw.split(`--${boundary}`).find((text) => /^Content-Disposition: attachment/im.test(text)) ?? '';
  return Buffer.from(part.slice(part.indexOf('\r\n\r\n')), 'base64');
}
